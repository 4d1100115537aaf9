package dev.mesos.master.registry;

import dev.mesos.coordination.ClusterPath;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.zip.CRC32;

/**
 * Where things are, relative to the cluster's path.
 *
 * <ul>
 *   <li>{@code registry} sorts after {@code json.}, and no client of Mesos takes it for a
 *       candidate: its name does not end in a number.
 *   <li>A slave's bucket follows from its id alone: the CRC-32 of its UTF-8 form, modulo the number
 *       of buckets, which the header fixes for good.
 *   <li>A name holds an id and nothing else: ASCII letters, digits, {@code -} and {@code _} stand
 *       for themselves, any other byte of the UTF-8 form is {@code %XX}.
 * </ul>
 *
 * @param buckets 1 to 4096
 */
record RegistryLayout(int buckets) {

  /** The header; above everything else. */
  static final String ROOT = ClusterPath.REGISTRY;

  /** Its version counts transactions. */
  static final String POSITION = ROOT + "/position";

  /** Above the buckets. */
  static final String SLAVES = ROOT + "/slaves";

  /** Lists stay below 1 MB up to millions of slaves, and 256 names are one small transaction. */
  static final int DEFAULT_BUCKETS = 256;

  static final int MOST_BUCKETS = 4_096;

  /** Mesos's ids have some 45 bytes. */
  private static final int LONGEST_ID = 255;

  /** Whether a znode can be named after an id. */
  static boolean names(String id) {
    int length = id.getBytes(StandardCharsets.UTF_8).length;
    return length > 0 && length <= LONGEST_ID && decode(encode(id)).equals(Optional.of(id));
  }

  /** The names of all buckets, in order. */
  List<String> bucketNames() {
    return IntStream.range(0, buckets).mapToObj(this::bucketName).toList();
  }

  /** The znode of a slave. */
  String znode(String id) {
    return SLAVES + "/" + bucket(id) + "/" + encode(id);
  }

  /** The name of the bucket that a slave belongs to. */
  String bucket(String id) {
    CRC32 crc = new CRC32();
    crc.update(id.getBytes(StandardCharsets.UTF_8));
    return bucketName((int) (crc.getValue() % buckets));
  }

  private String bucketName(int number) {
    int digits = (Integer.toHexString(buckets - 1).length());
    return HexFormat.of().toHexDigits(number, digits);
  }

  static String encode(String id) {
    StringBuilder name = new StringBuilder(id.length());
    for (byte b : id.getBytes(StandardCharsets.UTF_8)) {
      if (plain(b)) {
        name.append((char) b);
      } else {
        name.append('%').append(HexFormat.of().withUpperCase().toHexDigits(b));
      }
    }
    return name.toString();
  }

  /** The id that a name holds; empty if we would not have named it so. */
  static Optional<String> decode(String name) {
    ByteBuffer bytes = ByteBuffer.allocate(name.length());
    try {
      for (int i = 0; i < name.length(); i++) {
        if (name.charAt(i) == '%') {
          bytes.put((byte) HexFormat.fromHexDigits(name, i + 1, i + 3));
          i += 2;
        } else {
          bytes.put((byte) name.charAt(i));
        }
      }
      String id = StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
      return encode(id).equals(name) ? Optional.of(id) : Optional.empty();
    } catch (CharacterCodingException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private static boolean plain(byte b) {
    return (b >= 'a' && b <= 'z')
        || (b >= 'A' && b <= 'Z')
        || (b >= '0' && b <= '9')
        || b == '-'
        || b == '_';
  }
}
