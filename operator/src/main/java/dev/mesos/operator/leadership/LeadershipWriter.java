package dev.mesos.operator.leadership;

import dev.mesos.crds.LeaderStatus;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.operator.apply.Applier;
import dev.mesos.operator.build.LeaderLease;
import dev.mesos.operator.dereference.MasterPod;
import dev.mesos.operator.dereference.Observed;
import dev.mesos.operator.live.LiveObjects;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Labels;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the leader of the status as the label of its pod, which the leader's Service selects, and
 * as the holder of the Lease. The one writer of both, with these properties:
 *
 * <ul>
 *   <li>the label is taken off every other pod before it is put on the leader's: at no moment do
 *       two pods carry it;
 *   <li>a pod that only has the old leader's name, but not its address, does not get the label;
 *   <li>both are reconciled from the level, so a label that somebody else set or took is corrected;
 *   <li>while ZooKeeper cannot be asked, the status keeps the last known leader, and so do both.
 * </ul>
 */
public final class LeadershipWriter {
  private static final Logger LOG = LoggerFactory.getLogger(LeadershipWriter.class);

  private LeadershipWriter() {}

  /** Writes what differs. A Lease that the API server refuses is logged and tried again. */
  public static void write(
      ClusterId id, MesosClusterStatus status, Observed observed, LiveObjects live) {
    LeaderStatus leader = status.getLeader();
    label(id, leader, observed, live);
    long transitions = status.getFailovers() == null ? 0 : status.getFailovers();
    var unused = Applier.apply(id, LeaderLease.of(id, holder(leader), transitions), live);
  }

  private static void label(
      ClusterId id, @Nullable LeaderStatus leader, Observed observed, LiveObjects live) {
    for (MasterPod pod : observed.masterPods()) {
      if (pod.leads() && !is(leader, pod)) {
        live.label(pod.pod(), Labels.ROLE, null);
        LOG.info("label removed cluster={} pod={}", id, pod.name());
      }
    }
    for (MasterPod pod : observed.masterPods()) {
      if (!pod.leads() && is(leader, pod)) {
        live.label(pod.pod(), Labels.ROLE, Labels.LEADER);
        LOG.info("label set cluster={} pod={}", id, pod.name());
      }
    }
  }

  /** The name alone does not tell: a new pod may have it while the old leader's znode lives on. */
  private static boolean is(@Nullable LeaderStatus leader, MasterPod pod) {
    return leader != null
        && pod.name().equals(leader.getPod())
        && leader.getAddress() != null
        && leader.getAddress().startsWith(pod.ip().orElse("none") + ":");
  }

  private static Optional<LeaderLease.Holder> holder(@Nullable LeaderStatus leader) {
    if (leader == null || leader.getEpoch() == null || leader.getElectedAt() == null) {
      return Optional.empty();
    }
    String identity = leader.getPod() == null ? leader.getAddress() : leader.getPod();
    return identity == null
        ? Optional.empty()
        : Optional.of(
            new LeaderLease.Holder(
                identity, leader.getEpoch(), Instant.parse(leader.getElectedAt())));
  }
}
