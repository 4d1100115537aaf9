package dev.mesos.master.simulation;

import dev.mesos.master.core.MasterRules;
import dev.mesos.master.core.MasterRules.PartitionedAgents;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The rules of a cluster: ours, or ours with a bug.
 *
 * @param fenced whether ZooKeeper holds the checks of a transaction against what there is
 * @param epochs whether slaves see the epochs of messages
 * @param redetects whether slaves look for their master again when its pings stay away
 */
record Rules(String name, MasterRules master, boolean fenced, boolean epochs, boolean redetects) {

  /** Given up after 4 s without pongs, or 20 s after a failover. */
  static final Rules OURS =
      new Rules("ours", master(20_000, PartitionedAgents.SHUTDOWN), true, true, true);

  /** Without the checks, a master that leads no more writes what it likes. */
  static final Rules UNFENCED = new Rules("unfenced writes", OURS.master, false, true, true);

  /** What was sent before a failover is obeyed after it. */
  static final Rules WITHOUT_EPOCHS =
      new Rules("messages without epochs", OURS.master, true, false, true);

  /** Who was given up comes back: the rule of Mesos 1.x. */
  static final Rules FORGIVING =
      new Rules(
          "the given up return", master(20_000, PartitionedAgents.REREGISTER), true, true, true);

  /** Slaves have hardly any time to come over to the next leader. */
  static final Rules HASTY =
      new Rules("no time to come over", master(300, PartitionedAgents.SHUTDOWN), true, true, true);

  /** Slaves wait for a master that has forgotten them. */
  static final Rules DEAF = new Rules("no look for the master", OURS.master, true, true, false);

  private static MasterRules master(int reregisterMs, PartitionedAgents partitioned) {
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

  OptionalLong epochSeen(OptionalLong epoch) {
    return epochs ? epoch : OptionalLong.empty();
  }

  @Override
  public String toString() {
    return name;
  }
}
