package dev.mesos.master.simulation;

import dev.mesos.master.core.MasterRules;
import dev.mesos.master.core.MasterRules.PartitionedAgents;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/**
 * The rules of a cluster: ours, or ours with a bug.
 *
 * @param master what a master is told by its flags
 * @param bugs what is wrong with everything else
 */
record Rules(String name, MasterRules master, Set<Bug> bugs) {

  /** What can be wrong. */
  enum Bug {
    /** ZooKeeper does not hold the checks of a transaction against what there is. */
    UNFENCED,
    /** A master goes on leading when its lease has run out, until it is told. */
    WITHOUT_LEASE,
    /** The registry says that something is written when it is sent. */
    HURRIED,
    /** Slaves do not see the epochs of messages. */
    WITHOUT_EPOCHS,
    /** Slaves do not look for their master again when its pings stay away. */
    DEAF
  }

  /** Given up after 4 s without pongs, or 20 s after a failover. */
  static final Rules OURS = new Rules("ours", given(20_000, PartitionedAgents.SHUTDOWN), Set.of());

  /** Who was given up comes back: the rule of Mesos 1.x. */
  static final Rules FORGIVING =
      new Rules("the given up return", given(20_000, PartitionedAgents.REREGISTER), Set.of());

  /** Slaves have hardly any time to come over to the next leader. */
  static final Rules HASTY =
      new Rules("no time to come over", given(300, PartitionedAgents.SHUTDOWN), Set.of());

  /** Ours with one bug. */
  static Rules with(Bug bug) {
    return new Rules(bug.name(), OURS.master, Set.of(bug));
  }

  private static MasterRules given(int reregisterMs, PartitionedAgents partitioned) {
    return new MasterRules(
        true,
        Duration.ofSeconds(1),
        4,
        Duration.ofMillis(reregisterMs),
        partitioned,
        1,
        Optional.empty(),
        Duration.ZERO,
        0);
  }

  boolean fenced() {
    return !bugs.contains(Bug.UNFENCED);
  }

  boolean leased() {
    return !bugs.contains(Bug.WITHOUT_LEASE);
  }

  boolean hurried() {
    return bugs.contains(Bug.HURRIED);
  }

  boolean redetects() {
    return !bugs.contains(Bug.DEAF);
  }

  OptionalLong epochSeen(OptionalLong epoch) {
    return bugs.contains(Bug.WITHOUT_EPOCHS) ? OptionalLong.empty() : epoch;
  }

  @Override
  public String toString() {
    return name;
  }
}
