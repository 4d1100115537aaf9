package dev.mesos.bench.belief;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The beliefs of one who stands, in a file that is mapped into its process: what was written is
 * there also after the process was killed. Two numbers for each belief, from and to; a from of 0 is
 * the end.
 *
 * <p>Written by one thread.
 */
public final class BeliefFile {

  private static final int RECORD = 2 * Long.BYTES;
  private static final int SIZE = 1 << 16;

  private final MappedByteBuffer map;
  private int next;
  private boolean believing;

  private BeliefFile(MappedByteBuffer map) {
    this.map = map;
  }

  /**
   * Begins a new file.
   *
   * @throws IOException if it is there already, or cannot be made
   */
  public static BeliefFile create(Path file) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      return new BeliefFile(channel.map(FileChannel.MapMode.READ_WRITE, 0, SIZE));
    }
  }

  /**
   * Takes a sample.
   *
   * @param before the time just before the look
   * @param leads what was seen
   * @param after the time just after it. A belief is written from the first {@code after} to the
   *     last {@code before}: there is no doubt about that part of it
   */
  public void sample(long before, boolean leads, long after) {
    if (leads && !believing) {
      if (next + 2 * RECORD > SIZE) {
        throw new IllegalStateException("more than " + SIZE / RECORD + " beliefs");
      }
      map.putLong(next + Long.BYTES, after);
      map.putLong(next, after);
      next += RECORD;
    } else if (leads) {
      int to = next - Long.BYTES;
      map.putLong(to, Math.max(before, map.getLong(to)));
    }
    believing = leads;
  }

  /**
   * What a file holds.
   *
   * @param who whose it is
   */
  public static List<Belief> read(Path file, String who) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    List<Belief> beliefs = new ArrayList<>();
    while (bytes.remaining() >= RECORD) {
      long from = bytes.getLong();
      long to = bytes.getLong();
      if (from == 0) {
        break;
      }
      beliefs.add(new Belief(who, from, to));
    }
    return beliefs;
  }
}
