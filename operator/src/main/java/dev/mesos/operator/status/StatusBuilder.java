package dev.mesos.operator.status;

import dev.mesos.crds.ConditionType;
import dev.mesos.crds.MastersStatus;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.crds.Reason;
import dev.mesos.crds.SlavesStatus;
import dev.mesos.crds.ZooKeeperStatus;
import dev.mesos.operator.dereference.Observed;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Labels;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.ValidatedCluster.Managed;
import dev.mesos.operator.validate.Validation;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes the status. A pure function of what was observed, of the previous status and of the time:
 * if nothing changed, it gives the previous status again.
 */
public final class StatusBuilder {
  private StatusBuilder() {}

  /** The status of a cluster that can be carried out. */
  public static MesosClusterStatus of(
      Facts facts, @Nullable MesosClusterStatus previous, Instant now) {
    LeadershipRecord.Books books = LeadershipRecord.next(previous, facts, now);
    Facts counted = SlaveCountKeeper.fill(facts, books, previous);
    Facts judged = Deadline.check(counted, previous, now);
    ValidatedCluster cluster = facts.cluster();
    MesosClusterStatus status = new MesosClusterStatus();
    status.setObservedGeneration(cluster.generation());
    status.setConditions(
        Conditions.merge(
            previous, new Verdicts(judged, books, previous, now).all(), cluster.generation(), now));
    status.setLeader(books.leader());
    status.setFailovers(books.failovers());
    status.setLastFailover(books.lastFailover());
    status.setCandidates(
        facts
            .election()
            .election()
            .map(e -> Candidates.list(e, facts.observed()))
            .orElse(previous == null ? null : previous.getCandidates()));
    status.setZookeeper(zookeeper(cluster, facts.observed()));
    status.setMasters(masters(cluster, facts.observed()));
    status.setSlaves(slaves(counted));
    return status;
  }

  /** The status of a resource that is refused: what was, and why it does not go on. */
  public static MesosClusterStatus refused(
      Validation.Refused refusal,
      long generation,
      @Nullable MesosClusterStatus previous,
      Instant now) {
    Map<ConditionType, Verdict> verdicts = new EnumMap<>(ConditionType.class);
    verdicts.put(ConditionType.Ready, Verdict.no(refusal.reason(), refusal.message()));
    verdicts.put(
        ConditionType.Reconciling, Verdict.no(refusal.reason(), "waits for help; see Stalled"));
    verdicts.put(ConditionType.Stalled, Verdict.yes(refusal.reason(), refusal.message()));
    return withConditions(previous, verdicts, generation, now);
  }

  /** The status of a resource that is being deleted. */
  public static MesosClusterStatus deleting(
      long generation, String message, @Nullable MesosClusterStatus previous, Instant now) {
    Map<ConditionType, Verdict> verdicts = new EnumMap<>(ConditionType.class);
    verdicts.put(ConditionType.Ready, Verdict.no(Reason.Deleting, message));
    verdicts.put(ConditionType.Reconciling, Verdict.yes(Reason.Deleting, message));
    return withConditions(previous, verdicts, generation, now);
  }

  private static MesosClusterStatus withConditions(
      @Nullable MesosClusterStatus previous,
      Map<ConditionType, Verdict> verdicts,
      long generation,
      Instant now) {
    MesosClusterStatus status = new MesosClusterStatus();
    if (previous != null) {
      status.setLeader(previous.getLeader());
      status.setCandidates(previous.getCandidates());
      status.setFailovers(previous.getFailovers());
      status.setLastFailover(previous.getLastFailover());
      status.setZookeeper(previous.getZookeeper());
      status.setMasters(previous.getMasters());
      status.setSlaves(previous.getSlaves());
    }
    status.setObservedGeneration(generation);
    status.setConditions(Conditions.merge(previous, verdicts, generation, now));
    return status;
  }

  private static ZooKeeperStatus zookeeper(ValidatedCluster cluster, Observed observed) {
    ZooKeeperStatus status = new ZooKeeperStatus();
    status.setUrl(cluster.url().toString());
    status.setPath(cluster.path());
    if (cluster.zookeeper() instanceof Managed managed) {
      int ready = observed.zookeeper().ready();
      status.setReady(ready);
      status.setReplicas(managed.replicas());
      status.setDisplay(ready + "/" + managed.replicas());
    } else {
      status.setDisplay("external");
    }
    return status;
  }

  private static MastersStatus masters(ValidatedCluster cluster, Observed observed) {
    int wanted = cluster.masters().replicas();
    MastersStatus status = new MastersStatus();
    status.setReady(observed.masters().ready());
    status.setReplicas(wanted);
    status.setDisplay(observed.masters().ready() + "/" + wanted);
    return status;
  }

  private static SlavesStatus slaves(Facts facts) {
    ValidatedCluster cluster = facts.cluster();
    SlavesStatus status = new SlavesStatus();
    status.setReady(facts.observed().slaves().ready());
    status.setReplicas(facts.observed().slaves().existing());
    facts
        .slaves()
        .ifPresent(counts -> {
          status.setRegistered(counts.registered());
          status.setUnreachable(counts.unreachable());
          status.setDeactivated(counts.deactivated());
        });
    status.setSelector(
        Labels.selector(cluster.id(), Component.SLAVE).entrySet().stream()
            .map(e -> e.getKey() + "=" + e.getValue())
            .collect(Collectors.joining(",")));
    status.setDisplay(
        facts.slaves().map(c -> String.valueOf(c.registered())).orElse("0")
            + "/"
            + cluster.slaves().replicas());
    return status;
  }
}
