package dev.mesos.local.kubelet;

import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** File system helpers that only need the JDK. */
final class Folders {

  private static final int ATTEMPTS = 5;

  private Folders() {}

  /** Deletes a folder with all in it, also while a dying process still writes to it. */
  static void delete(Path folder) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        deleteOnce(folder);
        return;
      } catch (DirectoryNotEmptyException e) {
        if (attempt == ATTEMPTS) {
          throw e;
        }
      }
    }
  }

  /**
   * Replaces a file's content so that a reader sees the old or the new one, never a part; does
   * nothing if it is the same.
   *
   * @param mode permission bits
   */
  static void replace(Path file, byte[] content, int mode) throws IOException {
    if (Files.isReadable(file) && Arrays.equals(Files.readAllBytes(file), content)) {
      return;
    }
    Path folder = file.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IOException(file + " is not a file.");
    }
    Files.createDirectories(folder);
    Path draft = folder.resolve("." + file.getFileName() + ".draft");
    Files.write(draft, content);
    Files.setPosixFilePermissions(draft, permissions(mode));
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    // the enum goes from OWNER_READ to OTHERS_EXECUTE, as the bits go from 0400 to 0001
    Set<PosixFilePermission> result = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PosixFilePermission.values()) {
      if ((mode & (0400 >> permission.ordinal())) != 0) {
        result.add(permission);
      }
    }
    return result;
  }

  private static void deleteOnce(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    Files.walkFileTree(
        folder,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.deleteIfExists(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE;
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException e)
              throws IOException {
            Files.deleteIfExists(dir);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
