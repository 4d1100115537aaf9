package dev.mesos.slave.runtime;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.SlaveInfo;

/**
 * A slave's id on disk, in Mesos's places: {@code meta/slaves/ID/slave.info}, and a link {@code
 * meta/slaves/latest} to the folder of the one in use. What is written has reached the disk when a
 * method returns. Not thread-safe.
 */
public final class IdStore {

  private static final String LATEST = "latest";

  private final Path slaves;

  /** A store in a work directory, which need not exist yet. */
  public IdStore(Path workDir) {
    this.slaves = workDir.resolve("meta").resolve("slaves");
  }

  /** The id of the last run; empty for a slave that never registered or that forgot its id. */
  public Optional<String> load() {
    try {
      Path latest = slaves.resolve(LATEST);
      return Files.isSymbolicLink(latest)
          ? Optional.of(Files.readSymbolicLink(latest).getFileName().toString())
          : Optional.empty();
    } catch (IOException e) {
      throw failed("read", e);
    }
  }

  /** Keeps an id, and what the slave was when it got it. */
  public void keep(String id, SlaveInfo info) {
    try {
      Path folder = Files.createDirectories(slaves.resolve(safe(id)));
      SlaveInfo complete = info.toBuilder().setId(SlaveID.newBuilder().setValue(id)).build();
      write(folder.resolve("slave.info"), complete);
      Path link = slaves.resolve("." + LATEST);
      Files.deleteIfExists(link);
      Files.createSymbolicLink(link, Path.of(id));
      Files.move(
          link,
          slaves.resolve(LATEST),
          StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
      sync(slaves);
    } catch (IOException e) {
      throw failed("write", e);
    }
  }

  /** Forgets the id; the folder of the old slave stays. */
  public void forget() {
    try {
      if (Files.deleteIfExists(slaves.resolve(LATEST))) {
        sync(slaves);
      }
    } catch (IOException e) {
      throw failed("remove", e);
    }
  }

  /** Its length in 4 bytes, lowest first, then the message: as Mesos does. */
  private static void write(Path file, SlaveInfo info) throws IOException {
    byte[] bytes = info.toByteArray();
    Path draft = file.resolveSibling(file.getFileName() + ".new");
    try (FileChannel channel =
            FileChannel.open(
                draft,
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE,
                StandardOpenOption.TRUNCATE_EXISTING);
        OutputStream out = Channels.newOutputStream(channel)) {
      for (int shift = 0; shift < 32; shift += 8) {
        out.write(bytes.length >>> shift);
      }
      out.write(bytes);
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void sync(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** A master names its slaves; the name must not leave the folder. */
  private static String safe(String id) {
    if (id.isEmpty() || id.startsWith(".") || id.equals(LATEST) || id.indexOf('/') >= 0) {
      throw new IllegalArgumentException("'" + id + "' cannot be the id of a slave");
    }
    return id;
  }

  private UncheckedIOException failed(String what, IOException e) {
    String message =
        "cannot "
            + what
            + " the slave's id under '"
            + slaves
            + "': "
            + e
            + "; make --work_dir a writable folder";
    return new UncheckedIOException(message, e);
  }
}
