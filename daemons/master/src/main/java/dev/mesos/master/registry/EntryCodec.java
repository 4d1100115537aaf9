package dev.mesos.master.registry;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.mesos.protocol.RegistryMessages.RegistryRecord;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/**
 * What a slave's znode holds: one byte for the format of the rest, which is 1; four bytes with the
 * CRC-32C of what follows, big-endian; a {@link RegistryRecord} in protobuf.
 *
 * <p>So damage is never taken for a fact. Protobuf alone would not do: many a piece of a message is
 * a message again.
 */
final class EntryCodec {

  private static final byte FORMAT = 1;
  private static final int HEAD = 5;

  private EntryCodec() {}

  static byte[] write(RegistryEntry entry) {
    byte[] body = entry.record().toByteArray();
    return ByteBuffer.allocate(HEAD + body.length)
        .put(FORMAT)
        .putInt(checksum(body, 0))
        .put(body)
        .array();
  }

  /**
   * Reads a znode.
   *
   * @param id that the znode is named after
   */
  static RegistryEntry read(String id, byte[] data) throws UnreadableEntryException {
    if (data.length < HEAD) {
      throw new UnreadableEntryException(data.length + " bytes, fewer than any entry has");
    }
    if (data[0] != FORMAT) {
      throw new UnreadableEntryException("format " + (data[0] & 0xff) + ", we know " + FORMAT);
    }
    if (ByteBuffer.wrap(data).getInt(1) != checksum(data, HEAD)) {
      throw new UnreadableEntryException("the checksum is wrong");
    }
    RegistryRecord record = parse(data);
    check(id, record);
    return new RegistryEntry(record);
  }

  private static RegistryRecord parse(byte[] data) throws UnreadableEntryException {
    try {
      return RegistryRecord.parser().parseFrom(data, HEAD, data.length - HEAD);
    } catch (InvalidProtocolBufferException e) {
      throw new UnreadableEntryException("not a record: " + e.getMessage());
    }
  }

  private static void check(String id, RegistryRecord record) throws UnreadableEntryException {
    if (!record.getId().equals(id)) {
      throw new UnreadableEntryException("it is about '" + record.getId() + "'");
    }
    if (!record.hasState()) {
      throw new UnreadableEntryException("no state that we know");
    }
    if (!record.hasSinceMs() || !record.hasEpoch()) {
      throw new UnreadableEntryException("no time or no epoch");
    }
    if (record.getState() == State.ADMITTED && !record.getSlave().getId().getValue().equals(id)) {
      throw new UnreadableEntryException("admitted, but not what the slave says about itself");
    }
  }

  private static int checksum(byte[] data, int from) {
    CRC32C crc = new CRC32C();
    crc.update(data, from, data.length - from);
    return (int) crc.getValue();
  }
}
