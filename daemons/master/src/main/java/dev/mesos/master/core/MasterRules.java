package dev.mesos.master.core;

import java.time.Duration;
import java.util.Optional;

/**
 * The settings that decisions depend on.
 *
 * @param exitWhenLeaderless whether a standby that loses its leader ends its process
 * @param agentPingTimeout time between two pings of a slave
 * @param maxAgentPingTimeouts unanswered pings after which a slave counts as unreachable
 * @param agentReregisterTimeout how long a slave may take to re-register after it was disconnected
 *     or the master failed over
 * @param partitionedAgents what becomes of a slave that was given up and speaks again
 * @param recoveryAgentRemovalLimit the share of the slaves known to the registry that may fail to
 *     return after a failover, 0 to 1; beyond it the master ends instead of giving them up
 * @param agentRemovalInterval time between two slaves that are given up; empty for no limit
 * @param strangersWelcome for how long after the registry was made a slave with an id that it does
 *     not know is taken over from another Mesos cluster; later, it may be one that was forgotten
 * @param strangersLimit how many slaves that may not come back the registry may hold at most while
 *     that is so; with more, the oldest may have been forgotten already
 */
public record MasterRules(
    boolean exitWhenLeaderless,
    Duration agentPingTimeout,
    int maxAgentPingTimeouts,
    Duration agentReregisterTimeout,
    PartitionedAgents partitionedAgents,
    double recoveryAgentRemovalLimit,
    Optional<Duration> agentRemovalInterval,
    Duration strangersWelcome,
    int strangersLimit) {

  /** What becomes of a slave that was given up and speaks again. */
  public enum PartitionedAgents {
    /** It is told to shut down, by every master for ever, and comes back as a new one. */
    SHUTDOWN,
    /** It comes back as the one it was: the rule of Mesos 1.x. */
    REREGISTER
  }

  /** How long a slave may hear no ping before it should look for its master again. */
  Duration totalPingTimeout() {
    return agentPingTimeout.multipliedBy(maxAgentPingTimeouts);
  }
}
