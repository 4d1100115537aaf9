package dev.mesos.coordination;

/**
 * IPv4 addresses as Mesos packs them: network byte order, stored raw on a little-endian machine.
 */
final class PackedIp {

  private PackedIp() {}

  static long pack(byte[] octets) {
    return (octets[0] & 0xffL)
        | (octets[1] & 0xffL) << 8
        | (octets[2] & 0xffL) << 16
        | (octets[3] & 0xffL) << 24;
  }

  static String dotted(long packed) {
    return (packed & 0xff)
        + "."
        + (packed >> 8 & 0xff)
        + "."
        + (packed >> 16 & 0xff)
        + "."
        + (packed >> 24 & 0xff);
  }

  /** The packed form of a dotted address, or -1 if it is none. Never asks a name service. */
  static long parse(String dotted) {
    String[] parts = dotted.split("\\.", -1);
    if (parts.length != 4) {
      return -1;
    }
    byte[] octets = new byte[4];
    for (int i = 0; i < 4; i++) {
      if (!parts[i].matches("[0-9]{1,3}") || Integer.parseInt(parts[i]) > 255) {
        return -1;
      }
      octets[i] = (byte) Integer.parseInt(parts[i]);
    }
    return pack(octets);
  }
}
