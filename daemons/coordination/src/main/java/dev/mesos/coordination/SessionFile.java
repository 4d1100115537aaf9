package dev.mesos.coordination;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HexFormat;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The id and password of this process's ZooKeeper session, kept in a file so that its successor in
 * the same place can close the session instead of waiting for its timeout.
 *
 * <ul>
 *   <li>A process holds a lock on the file for as long as it lives; the system releases it when the
 *       process is gone, however it went. Who gets the lock therefore knows that the session in the
 *       file belongs to a process that is dead, and who does not get it touches nothing.
 *   <li>The file may be read by its owner alone: the password is a secret.
 *   <li>A file that is torn or of another format counts as none.
 * </ul>
 *
 * <p>Used by one thread at a time.
 */
final class SessionFile implements AutoCloseable {

  private static final String FORMAT = "session v1";
  private static final int LARGEST = 1024;

  /** A session as it stands in the file. */
  record Saved(long id, byte[] password) {}

  private final FileChannel channel;

  private SessionFile(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens the file, with its folder, and locks it.
   *
   * @return empty if another process that is alive holds it
   * @throws IOException if it cannot be made or locked
   */
  static Optional<SessionFile> open(Path path) throws IOException {
    Path folder = path.toAbsolutePath().getParent();
    if (folder != null) {
      Files.createDirectories(folder);
    }
    FileChannel channel = openPrivately(path);
    if (lock(channel) == null) {
      channel.close();
      return Optional.empty();
    }
    return Optional.of(new SessionFile(channel));
  }

  private static FileChannel openPrivately(Path path) throws IOException {
    Set<StandardOpenOption> options =
        Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
    if (!path.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      return FileChannel.open(path, options);
    }
    return FileChannel.open(
        path,
        options,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null; // this very process has it
    }
  }

  /** What the file holds. */
  Optional<Saved> read() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(LARGEST);
    int read = channel.read(buffer, 0);
    return read <= 0
        ? Optional.empty()
        : parse(new String(buffer.array(), 0, read, StandardCharsets.US_ASCII));
  }

  private static Optional<Saved> parse(String text) {
    String[] lines = text.split("\n", -1);
    if (lines.length != 4 || !lines[0].equals(FORMAT)) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          new Saved(Long.parseUnsignedLong(lines[1], 16), HexFormat.of().parseHex(lines[2])));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Replaces what the file holds. */
  void write(Saved session) throws IOException {
    String text =
        FORMAT
            + "\n"
            + Long.toHexString(session.id())
            + "\n"
            + HexFormat.of().formatHex(session.password())
            + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)), 0);
  }

  /** Lets go of the lock. */
  @Override
  public void close() throws IOException {
    channel.close();
  }
}
