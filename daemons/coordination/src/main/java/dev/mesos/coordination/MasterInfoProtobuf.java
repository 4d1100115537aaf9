package dev.mesos.coordination;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads the binary MasterInfo of {@code info_} znodes (Mesos 0.17 to 0.23), without a protobuf
 * library: a slave has no other use for one here.
 */
final class MasterInfoProtobuf {

  private static final int VARINT = 0;
  private static final int FIXED64 = 1;
  private static final int BYTES = 2;
  private static final int FIXED32 = 5;

  private MasterInfoProtobuf() {}

  static MasterInfo read(byte[] content) throws UnreadableCandidateException {
    if (content.length == 0 || content.length > MasterInfoJson.LARGEST) {
      throw new UnreadableCandidateException(
          content.length == 0 ? "empty" : content.length + " bytes, more than are read");
    }
    MasterInfoFields fields = new MasterInfoFields();
    for (Field field : parse(content)) {
      switch (field.number()) {
        case 1 -> fields.id = field.text();
        // A varint of a uint32; an int32 on the writing side would come as 64 bits.
        case 2 -> fields.ip = field.value() & 0xffff_ffffL;
        case 3 -> fields.port = field.value() & 0xffff_ffffL;
        case 4 -> fields.pid = field.text();
        case 5 -> fields.hostname = field.text();
        case 6 -> fields.version = field.text();
        case 7 -> address(fields, field.bytes());
        default -> {
          // Capabilities and domain came after masters had turned to JSON.
        }
      }
    }
    return fields.toMasterInfo();
  }

  private static void address(MasterInfoFields fields, byte[] message)
      throws UnreadableCandidateException {
    for (Field field : parse(message)) {
      switch (field.number()) {
        case 1 -> fields.addressHostname = field.text();
        case 2 -> fields.addressIp = field.text();
        case 3 -> fields.addressPort = field.value() & 0xffff_ffffL;
        default -> {
          // Unknown fields are skipped, as protobuf does.
        }
      }
    }
  }

  /** One field as it stands on the wire; the type that does not apply is empty. */
  private record Field(int number, long value, byte[] bytes) {
    String text() {
      return new String(bytes, StandardCharsets.UTF_8);
    }
  }

  private static List<Field> parse(byte[] message) throws UnreadableCandidateException {
    ByteBuffer in = ByteBuffer.wrap(message);
    List<Field> fields = new ArrayList<>();
    try {
      while (in.hasRemaining()) {
        long tag = varint(in);
        fields.add(field(in, (int) (tag >>> 3), (int) (tag & 7)));
      }
    } catch (RuntimeException e) {
      throw new UnreadableCandidateException("not a protobuf MasterInfo");
    }
    return fields;
  }

  private static Field field(ByteBuffer in, int number, int type) {
    byte[] bytes = new byte[0];
    long value = 0;
    switch (type) {
      case VARINT -> value = varint(in);
      case FIXED64 -> value = in.getLong();
      case FIXED32 -> value = in.getInt();
      case BYTES -> {
        long length = varint(in);
        if (length < 0 || length > in.remaining()) {
          throw new IllegalArgumentException("length");
        }
        bytes = new byte[(int) length];
        in.get(bytes);
      }
      default -> throw new IllegalArgumentException("wire type");
    }
    if (number == 0) {
      throw new IllegalArgumentException("field number");
    }
    return new Field(number, value, bytes);
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; shift < 64; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
    throw new IllegalArgumentException("varint");
  }
}
