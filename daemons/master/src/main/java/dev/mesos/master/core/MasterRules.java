package dev.mesos.master.core;

import java.time.Duration;

/**
 * The settings that decisions depend on.
 *
 * @param exitWhenLeaderless whether a standby that loses its leader ends its process
 * @param agentPingTimeout time between two pings of a slave
 * @param maxAgentPingTimeouts unanswered pings after which a slave counts as unreachable
 * @param agentReregisterTimeout how long a disconnected slave may take to re-register
 */
public record MasterRules(
    boolean exitWhenLeaderless,
    Duration agentPingTimeout,
    int maxAgentPingTimeouts,
    Duration agentReregisterTimeout) {

  /** How long a slave may hear no ping before it should look for its master again. */
  Duration totalPingTimeout() {
    return agentPingTimeout.multipliedBy(maxAgentPingTimeouts);
  }
}
