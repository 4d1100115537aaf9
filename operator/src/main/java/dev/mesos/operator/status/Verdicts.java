package dev.mesos.operator.status;

import dev.mesos.coordination.Election;
import dev.mesos.crds.ConditionType;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.crds.Reason;
import dev.mesos.operator.dereference.Replicas;
import dev.mesos.operator.election.ElectionView;
import dev.mesos.operator.election.ZnodeState;
import dev.mesos.operator.registration.SlaveCounts;
import dev.mesos.operator.status.LeadershipRecord.Books;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.ValidatedCluster.External;
import dev.mesos.operator.validate.ValidatedCluster.Managed;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Judges the aspects of a cluster, one method each. */
final class Verdicts {
  /** What Ready is made of, in the order in which things come up. */
  private static final List<ConditionType> PARTS =
      List.of(
          ConditionType.ZooKeeperReady,
          ConditionType.ZnodeReady,
          ConditionType.MastersAvailable,
          ConditionType.LeaderElected,
          ConditionType.SlavesAvailable);

  private final Facts facts;
  private final Books books;
  private final @Nullable MesosClusterStatus previous;
  private final Instant now;

  Verdicts(Facts facts, Books books, @Nullable MesosClusterStatus previous, Instant now) {
    this.facts = facts;
    this.books = books;
    this.previous = previous;
    this.now = now;
  }

  Map<ConditionType, Verdict> all() {
    Map<ConditionType, Verdict> verdicts = new EnumMap<>(ConditionType.class);
    verdicts.put(ConditionType.ZooKeeperReady, zooKeeper());
    verdicts.put(ConditionType.ZnodeReady, znode());
    verdicts.put(ConditionType.MastersAvailable, masters());
    verdicts.put(ConditionType.LeaderElected, leader());
    verdicts.put(ConditionType.SlavesAvailable, slaves());
    verdicts.put(ConditionType.Paused, paused());
    verdicts.put(ConditionType.Stalled, stalled());
    verdicts.put(ConditionType.Reconciling, reconciling());
    verdicts.put(ConditionType.Ready, ready(verdicts));
    return verdicts;
  }

  private Verdict zooKeeper() {
    return switch (facts.cluster().zookeeper()) {
      case Managed managed -> ensemble(managed);
      case External external -> external();
    };
  }

  private Verdict ensemble(Managed managed) {
    int ready = facts.observed().zookeeper().ready();
    String message = ready + " of " + managed.replicas() + " members are ready";
    if (ready >= managed.quorum()) {
      return Verdict.yes(Reason.QuorumReady, message);
    }
    boolean hadQuorum =
        Conditions.find(previous, ConditionType.ZooKeeperReady)
            .filter(c -> c.getReason() == Reason.QuorumReady || c.getReason() == Reason.QuorumLost)
            .isPresent();
    return Verdict.no(
        hadQuorum ? Reason.QuorumLost : Reason.WaitingForQuorum,
        message + ", " + managed.quorum() + " make a quorum");
  }

  private Verdict external() {
    ElectionView view = facts.election();
    if (!view.reachable()) {
      return Verdict.no(
          Reason.ZooKeeperUnreachable, "ZooKeeper was not heard for the session timeout");
    }
    return switch (view.znode()) {
      case ZnodeState.Pending pending ->
          before(ConditionType.ZooKeeperReady)
              .orElseGet(() ->
                  Verdict.unknown(Reason.WaitingForZooKeeper, "ZooKeeper has not answered yet"));
      case ZnodeState.Failed failed when failed.reason() == Reason.ZooKeeperUnreachable ->
          Verdict.no(Reason.ZooKeeperUnreachable, failed.message());
      case ZnodeState.Failed failed -> Verdict.yes(Reason.QuorumReady, "ZooKeeper answers");
      case ZnodeState.Ready ready -> Verdict.yes(Reason.QuorumReady, "ZooKeeper answers");
    };
  }

  private Verdict znode() {
    ValidatedCluster cluster = facts.cluster();
    if (facts.obstacle().filter(o -> o.reason() == Reason.CredentialsMissing).isPresent()) {
      return Verdict.no(Reason.CredentialsMissing, facts.obstacle().get().message());
    }
    return switch (facts.election().znode()) {
      case ZnodeState.Ready ready ->
          Verdict.yes(Reason.ZnodeCreated, "znode " + cluster.path() + " is this cluster's own");
      case ZnodeState.Failed failed -> Verdict.no(failed.reason(), failed.message());
      case ZnodeState.Pending pending ->
          before(ConditionType.ZnodeReady)
              .orElseGet(() ->
                  Verdict.no(
                      Reason.WaitingForZooKeeper,
                      "znode " + cluster.path() + " waits for ZooKeeper"));
    };
  }

  /**
   * What was found to hold before. It stands until ZooKeeper has been asked again: an operator that
   * starts anew knows nothing yet, and must not say that something was lost.
   */
  private Optional<Verdict> before(ConditionType type) {
    return Conditions.find(previous, type)
        .map(c ->
            new Verdict(
                Objects.requireNonNullElse(c.getStatus(), Verdict.UNKNOWN),
                Objects.requireNonNullElse(c.getReason(), Reason.Reconciled),
                Objects.requireNonNullElse(c.getMessage(), "")))
        .filter(Verdict::holds);
  }

  private boolean waitsForZnode(Replicas replicas) {
    return !(facts.election().znode() instanceof ZnodeState.Ready) && replicas.wanted() == 0;
  }

  private Verdict masters() {
    int wanted = facts.cluster().masters().replicas();
    Replicas masters = facts.observed().masters();
    if (waitsForZnode(masters)) {
      return Verdict.no(Reason.WaitingForZnode, "masters wait for the znode");
    }
    String message = masters.ready() + " of " + wanted + " masters are ready";
    return masters.ready() >= wanted
        ? Verdict.yes(Reason.MastersReady, message)
        : Verdict.no(Reason.MastersUnavailable, message);
  }

  private Verdict leader() {
    ElectionView view = facts.election();
    if (!view.reachable()) {
      return Verdict.unknown(
          Reason.ElectionUnknown,
          "ZooKeeper was not heard for the session timeout; the leader shown is the last known");
    }
    if (view.election().isEmpty()) {
      return notAsked(view);
    }
    if (books.leader() != null) {
      return Verdict.yes(
          Reason.LeaderElected,
          Objects.requireNonNullElse(books.leader().getPod(), books.leader().getAddress())
              + " leads with epoch "
              + books.leader().getEpoch());
    }
    return Verdict.no(Reason.NoLeader, nobodyLeads(view.election().get()));
  }

  /** One that is reported dead leads no more, and nobody before it is removed. */
  private static String nobodyLeads(Election election) {
    if (!election.candidates().isEmpty()) {
      return "the first of "
          + election.candidates().size()
          + " candidates is that of a master that has ended, and is about to be removed";
    }
    int skipped = election.skipped().size();
    return skipped == 0
        ? "there is no candidate"
        : "none of " + skipped + " candidates can be read; see status.candidates";
  }

  private Verdict notAsked(ElectionView view) {
    if (books.leader() == null) {
      return Verdict.no(Reason.NoLeader, "there is no candidate yet");
    }
    return before(ConditionType.LeaderElected)
        .filter(verdict -> !(view.znode() instanceof ZnodeState.Failed))
        .orElseGet(
            () -> Verdict.unknown(Reason.ElectionUnknown, "ZooKeeper cannot be asked who leads"));
  }

  private Verdict slaves() {
    int wanted = facts.cluster().slaves().replicas();
    if (wanted == 0) {
      return Verdict.yes(Reason.NoSlavesWanted, "the spec asks for no slaves");
    }
    Replicas slaves = facts.observed().slaves();
    if (waitsForZnode(slaves)) {
      return Verdict.no(Reason.WaitingForZnode, "slaves wait for the znode");
    }
    String ready = slaves.ready() + " of " + wanted + " slaves are ready";
    String message =
        ready
            + facts
                .slaves()
                .map(Verdicts::registered)
                .orElse("; how many are registered is not known yet");
    if (slaves.ready() < wanted) {
      return Verdict.no(Reason.SlavesUnavailable, message);
    }
    if (facts.slaves().filter(counts -> counts.registered() >= wanted).isPresent()) {
      return Verdict.yes(Reason.SlavesReady, message);
    }
    return Reregistration.excuses(previous, books.lastFailover(), now)
        ? Verdict.yes(Reason.SlavesReregistering, "the slaves come over to the new leader")
        : Verdict.no(Reason.SlavesUnavailable, message);
  }

  private static String registered(SlaveCounts counts) {
    String more = counts.unreachable() > counts.missing().size() ? " and others" : "";
    return ", "
        + counts.registered()
        + " are registered"
        + (counts.missing().isEmpty()
            ? ""
            : "; not reachable: " + String.join(", ", counts.missing()) + more);
  }

  private Verdict paused() {
    return facts.cluster().paused()
        ? Verdict.yes(Reason.Paused, "nothing is changed while spec.paused is set")
        : Verdict.no(Reason.NotPaused, "spec.paused is not set");
  }

  private Verdict stalled() {
    return facts
        .obstacle()
        .map(o -> Verdict.yes(o.reason(), o.message()))
        .orElseGet(() -> Verdict.no(Reason.Reconciled, "nothing stands in the way"));
  }

  private Verdict reconciling() {
    if (facts.cluster().paused()) {
      return Verdict.no(Reason.Paused, "nothing is changed while spec.paused is set");
    }
    if (facts.obstacle().isPresent()) {
      return Verdict.no(facts.obstacle().get().reason(), "waits for help; see Stalled");
    }
    return Progress.of(facts);
  }

  private Verdict ready(Map<ConditionType, Verdict> verdicts) {
    if (facts.obstacle().isPresent()) {
      Obstacle obstacle = facts.obstacle().get();
      return Verdict.no(obstacle.reason(), obstacle.message());
    }
    for (ConditionType part : PARTS) {
      Verdict verdict = Objects.requireNonNull(verdicts.get(part));
      if (!verdict.holds()) {
        return Verdict.no(verdict.reason(), verdict.message());
      }
    }
    return Verdict.yes(Reason.Reconciled, "a leader is elected and all parts are ready");
  }
}
