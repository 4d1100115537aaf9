package dev.mesos.local.kubelet;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a log file, from its last lines if asked, and goes on while its writer lives. */
final class LogStream extends InputStream {

  private static final long POLL_MS = 50;
  private static final int BLOCK = 8192;

  private final RandomAccessFile file;
  private final BooleanSupplier growing;
  private long left;

  private LogStream(RandomAccessFile file, BooleanSupplier growing, long limit) {
    this.file = file;
    this.growing = growing;
    this.left = limit;
  }

  /**
   * Opens a log.
   *
   * @param tailLines begin with so many last lines, or null for all
   * @param limitBytes end after so many bytes, or null for no limit
   * @param growing whether to wait for more at the end of the file
   */
  static LogStream open(
      Path path, @Nullable Integer tailLines, @Nullable Long limitBytes, BooleanSupplier growing)
      throws IOException {
    RandomAccessFile file = new RandomAccessFile(path.toFile(), "r");
    if (tailLines != null) {
      file.seek(tail(file, tailLines));
    }
    return new LogStream(file, growing, limitBytes == null ? Long.MAX_VALUE : limitBytes);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (left <= 0) {
      return -1;
    }
    while (true) {
      // asked before reading: what the writer wrote last must not be missed
      boolean more = growing.getAsBoolean();
      int count = file.read(buffer, offset, (int) Math.min(length, left));
      if (count > 0) {
        left -= count;
        return count;
      }
      if (!more) {
        return -1;
      }
      pause();
    }
  }

  @Override
  public int available() throws IOException {
    return (int) Math.min(Integer.MAX_VALUE, file.length() - file.getFilePointer());
  }

  @Override
  public void close() throws IOException {
    file.close();
  }

  private static long tail(RandomAccessFile file, int lines) throws IOException {
    long position = file.length();
    byte[] block = new byte[BLOCK];
    // the newline that ends the last line does not begin another
    int wanted = lines + 1;
    if (lines == 0) {
      return position;
    }
    boolean first = true;
    while (position > 0) {
      int size = (int) Math.min(BLOCK, position);
      file.seek(position - size);
      file.readFully(block, 0, size);
      for (int i = size - 1; i >= 0; i--) {
        boolean newline = block[i] == '\n';
        if (first && !newline) {
          wanted--;
        }
        first = false;
        if (newline && --wanted == 0) {
          return position - size + i + 1;
        }
      }
      position -= size;
    }
    return 0;
  }

  private static void pause() throws IOException {
    try {
      Thread.sleep(POLL_MS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }
}
