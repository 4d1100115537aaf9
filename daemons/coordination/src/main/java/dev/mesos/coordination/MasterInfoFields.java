package dev.mesos.coordination;

import java.util.List;
import java.util.Optional;

/** The fields of a MasterInfo as found, and the one place that fills in what is missing. */
final class MasterInfoFields {

  static final long ABSENT = -1;

  String id = "";
  long ip = ABSENT;
  long port = ABSENT;
  String pid = "";
  String hostname = "";
  String version = "";
  String addressHostname = "";
  String addressIp = "";
  long addressPort = ABSENT;
  List<String> capabilities = List.of();
  Optional<MasterInfo.Domain> domain = Optional.empty();

  MasterInfo toMasterInfo() throws UnreadableCandidateException {
    if (id.isBlank()) {
      throw new UnreadableCandidateException("'id' is missing");
    }
    long usedPort = addressPort > 0 ? addressPort : port;
    if (usedPort <= 0 || usedPort > 65_535) {
      throw new UnreadableCandidateException("'port' and 'address.port' are missing or no ports");
    }
    if (addressIp.isEmpty() && ip <= 0) {
      throw new UnreadableCandidateException("'ip' and 'address.ip' are missing");
    }
    String dotted = addressIp.isEmpty() ? PackedIp.dotted(ip) : addressIp;
    long packed = ip > 0 ? ip : PackedIp.parse(dotted);
    if (packed < 0) {
      throw new UnreadableCandidateException("'address.ip' is not an IPv4 address");
    }
    String name = hostname.isEmpty() ? addressHostname : hostname;
    String usedName = name.isEmpty() ? dotted : name;
    return new MasterInfo(
        id,
        packed,
        (int) (port > 0 ? port : usedPort),
        pid.isEmpty() ? "master@" + dotted + ":" + usedPort : pid,
        usedName,
        version,
        new MasterInfo.Address(
            addressHostname.isEmpty() ? usedName : addressHostname, dotted, (int) usedPort),
        capabilities,
        domain);
  }
}
