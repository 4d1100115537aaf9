package dev.mesos.slave.core;

import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import java.util.OptionalLong;

/**
 * The master that was detected.
 *
 * @param pid its process, the only one that may command this slave
 * @param epoch the election that it won; absent for a fixed master
 * @param hostname its name, for people and {@code /state}
 */
public record Leader(Upid pid, OptionalLong epoch, String hostname) {

  PeerAddress address() {
    return pid.address();
  }

  /** Whether a message with this epoch may be of this leader. Apache Mesos's masters send none. */
  boolean accepts(OptionalLong messageEpoch) {
    return messageEpoch.isEmpty() || epoch.isEmpty() || messageEpoch.equals(epoch);
  }

  @Override
  public String toString() {
    return "master=" + pid + (epoch.isPresent() ? " epoch=" + epoch.getAsLong() : "");
  }
}
