package dev.mesos.master.core;

import dev.mesos.protocol.Upid;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.mesos.Protos.SlaveInfo;

/** Which slaves a master may not admit. */
final class SlaveChecks {

  private static final Pattern VERSION = Pattern.compile("([0-9]+)\\..*");

  private SlaveChecks() {}

  /** Why a request is ignored, as Mesos ignores it: without an answer. */
  static Optional<String> objection(SlaveInfo info, String version) {
    if (info.getHostname().isEmpty()) {
      return Optional.of("it names no host");
    }
    Matcher matcher = VERSION.matcher(version);
    if (!matcher.matches() || Integer.parseInt(matcher.group(1)) < 1) {
      return Optional.of("version '" + version + "' is older than 1.0.0: update the slave");
    }
    return Optional.empty();
  }

  /**
   * What of a known slave's place changed in a way that is not allowed. Mesos allows no other IP
   * address ever; here a slave that was seen to go may come back at another one, since a pod gets a
   * new address each time it starts.
   */
  static Optional<String> moved(SlaveRecord known, Upid from, SlaveInfo info) {
    if (!known.info().getHostname().equals(info.getHostname())) {
      return Optional.of("hostname");
    }
    boolean sameHost = known.pid().address().host().equals(from.address().host());
    return sameHost || !known.connected() ? Optional.empty() : Optional.of("address");
  }
}
