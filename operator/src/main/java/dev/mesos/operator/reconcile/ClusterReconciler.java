package dev.mesos.operator.reconcile;

import static java.util.Objects.requireNonNullElse;

import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.crds.ConditionType;
import dev.mesos.crds.MesosCluster;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.crds.Reason;
import dev.mesos.operator.apply.Applier;
import dev.mesos.operator.apply.Applier.Rejection;
import dev.mesos.operator.build.ClusterBuilder;
import dev.mesos.operator.build.ClusterObjects;
import dev.mesos.operator.dereference.Dereferencer;
import dev.mesos.operator.dereference.Observed;
import dev.mesos.operator.dereference.Secrets;
import dev.mesos.operator.election.DeadCandidates;
import dev.mesos.operator.election.ElectionView;
import dev.mesos.operator.election.ElectionWatches;
import dev.mesos.operator.election.WatchTarget;
import dev.mesos.operator.election.ZnodeState;
import dev.mesos.operator.leadership.LeadershipWriter;
import dev.mesos.operator.live.LiveObjects;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.registration.SlaveCounter;
import dev.mesos.operator.registration.SlaveCounts;
import dev.mesos.operator.status.Candidates;
import dev.mesos.operator.status.Conditions;
import dev.mesos.operator.status.Facts;
import dev.mesos.operator.status.NextLook;
import dev.mesos.operator.status.Obstacle;
import dev.mesos.operator.status.StatusBuilder;
import dev.mesos.operator.validate.ClaimRule;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.ValidatedCluster.Managed;
import dev.mesos.operator.validate.Validation;
import dev.mesos.operator.validate.Validator;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Brings one cluster a step nearer to what its resource says. It never waits: it looks, acts and
 * returns, and is called again when anything changed. The steps:
 *
 * <ol>
 *   <li>validate the resource, and refuse it if it cannot be carried out or its path is taken;
 *   <li>let the candidates of masters that are reported dead be removed;
 *   <li>if another master leads than the status says, show that first;
 *   <li>read what it refers to, and what runs;
 *   <li>build all objects;
 *   <li>apply the ensemble; once it has a quorum, let the watcher make the znode; once the znode is
 *       there, apply masters and slaves;
 *   <li>write the status;
 *   <li>show the leader by label and Lease.
 * </ol>
 *
 * <p>An unchanged cluster is not written to. A paused one has only its status written. Thread-safe.
 */
public final class ClusterReconciler {
  private static final Duration LOOK_AGAIN = Duration.ofSeconds(10);

  private final Validator validator;
  private final ClaimRule claims;
  private final Dereferencer dereferencer;
  private final ElectionWatches watches;
  private final SlaveCounter slaves;
  private final StatusWriter statusWriter;
  private final InstantSource clock;

  public ClusterReconciler(
      Validator validator,
      Dereferencer dereferencer,
      ElectionWatches watches,
      SlaveCounter slaves,
      StatusWriter statusWriter,
      InstantSource clock) {
    this.validator = validator;
    this.claims = new ClaimRule(validator);
    this.dereferencer = dereferencer;
    this.watches = watches;
    this.slaves = slaves;
    this.statusWriter = statusWriter;
    this.clock = clock;
  }

  /**
   * One pass.
   *
   * @return when to look again even if nothing happens: what stands in the way may go unnoticed
   */
  public Optional<Duration> reconcile(MesosCluster resource, LiveObjects live) {
    return switch (validate(resource, live)) {
      case Validation.Valid valid -> carryOut(resource, valid.cluster(), live);
      case Validation.Refused refused -> refuse(resource, refused, live);
    };
  }

  private Validation validate(MesosCluster resource, LiveObjects live) {
    Validation validation = validator.validate(resource);
    if (validation instanceof Validation.Valid valid) {
      Optional<Validation.Refused> claimed =
          claims.check(resource, valid.cluster(), live.clusters());
      return claimed.isPresent() ? claimed.get() : validation;
    }
    return validation;
  }

  private Optional<Duration> refuse(
      MesosCluster resource, Validation.Refused refusal, LiveObjects live) {
    if (refusal.reason() == Reason.PathClaimed) {
      watches.stop(Validator.id(resource));
    }
    MesosClusterStatus status =
        StatusBuilder.refused(
            refusal,
            requireNonNullElse(resource.getMetadata().getGeneration(), 0L),
            resource.getStatus(),
            clock.instant());
    statusWriter.write(resource, status, live);
    return refusal.reason() == Reason.PathClaimed ? Optional.of(LOOK_AGAIN) : Optional.empty();
  }

  private Optional<Duration> carryOut(
      MesosCluster resource, ValidatedCluster cluster, LiveObjects live) {
    Observed observed = dereferencer.observe(cluster.id(), live);
    buryTheDead(cluster, observed);
    if (anotherLeads(resource, cluster, observed)) {
      show(resource, cluster, Optional.empty(), live);
    }
    Secrets secrets = dereferencer.secrets(cluster, live);
    Optional<Obstacle> obstacle =
        switch (secrets) {
          case Secrets.Missing missing ->
              Optional.of(new Obstacle(Reason.CredentialsMissing, missing.message()));
          case Secrets.Resolved resolved -> applyObjects(cluster, resolved, live);
        };
    MesosClusterStatus status = show(resource, cluster, obstacle, live);
    return obstacle.map(o -> LOOK_AGAIN).or(() -> NextLook.after(status, clock.instant()));
  }

  /** Nobody should wait for a session to time out of which we know that its master is dead. */
  private void buryTheDead(ValidatedCluster cluster, Observed observed) {
    ElectionView view = watches.look(cluster.id());
    if (cluster.paused() || !view.known()) {
      return;
    }
    view.election()
        .map(election -> DeadCandidates.among(election, observed.ends()))
        .orElse(List.of())
        .forEach(dead -> watches.bury(cluster.id(), dead));
  }

  /** An election is shown before anything else is looked at: people wait for it. */
  private boolean anotherLeads(MesosCluster resource, ValidatedCluster cluster, Observed observed) {
    MesosClusterStatus status = resource.getStatus();
    ElectionView election = watches.look(cluster.id());
    if (status == null
        || !election.known()
        || Conditions.holds(status, ConditionType.Stalled)
        || !Objects.equals(status.getObservedGeneration(), cluster.generation())) {
      return false;
    }
    Long shown = status.getLeader() == null ? null : status.getLeader().getEpoch();
    Optional<Candidate> leader = DeadCandidates.leader(election, observed);
    return !Objects.equals(shown, leader.map(Candidate::epoch).orElse(null));
  }

  private MesosClusterStatus show(
      MesosCluster resource,
      ValidatedCluster cluster,
      Optional<Obstacle> obstacle,
      LiveObjects live) {
    Observed observed = dereferencer.observe(cluster.id(), live);
    ElectionView election = watches.look(cluster.id());
    Facts facts =
        new Facts(
            cluster,
            observed,
            election,
            count(cluster, observed, DeadCandidates.leader(election, observed)),
            obstacle.or(() -> refusedByZooKeeper(election)));
    MesosClusterStatus status = StatusBuilder.of(facts, resource.getStatus(), clock.instant());
    statusWriter.write(resource, status, live);
    if (!cluster.paused() && election.election().isPresent()) {
      LeadershipWriter.write(cluster.id(), status, observed, live);
    }
    return status;
  }

  private Optional<Obstacle> applyObjects(
      ValidatedCluster cluster, Secrets.Resolved secrets, LiveObjects live) {
    ClusterObjects objects = ClusterBuilder.build(cluster, secrets);
    ClusterId id = cluster.id();
    if (cluster.paused()) {
      watch(cluster, secrets, live);
      return Optional.empty();
    }
    Optional<Rejection> rejection = Applier.apply(id, objects.ensemble(), live);
    if (rejection.isEmpty() && watch(cluster, secrets, live)) {
      rejection = Applier.apply(id, objects.daemons(), live);
    }
    Applier.sweep(id, all(objects), live);
    return rejection.map(
        r -> new Obstacle(Reason.ApplyFailed, r.object() + " was refused: " + r.message()));
  }

  private static List<HasMetadata> all(ClusterObjects objects) {
    return Stream.concat(objects.ensemble().stream(), objects.daemons().stream()).toList();
  }

  /**
   * Sees to it that the election is watched, which also makes the znode.
   *
   * @return whether masters and slaves may run: the znode is there, or was when they were created
   */
  private boolean watch(ValidatedCluster cluster, Secrets.Resolved secrets, LiveObjects live) {
    Observed observed = dereferencer.observe(cluster.id(), live);
    boolean running = observed.masters().wanted() > 0;
    boolean answers =
        !(cluster.zookeeper() instanceof Managed managed)
            || observed.zookeeper().ready() >= managed.quorum();
    if (!answers && !running) {
      return false;
    }
    ZooKeeperUrl url =
        secrets.credentials().map(cluster.url()::withCredentials).orElse(cluster.url());
    ElectionView view =
        watches.watch(
            new WatchTarget(cluster.id(), url, cluster.access(), cluster.sessionTimeout()));
    return running || view.znode() instanceof ZnodeState.Ready;
  }

  private Optional<SlaveCounts> count(
      ValidatedCluster cluster, Observed observed, Optional<Candidate> leader) {
    if (leader.isEmpty()) {
      slaves.stop(cluster.id());
      return Optional.empty();
    }
    int wanted = cluster.slaves().replicas();
    int kept =
        cluster.paused() ? Integer.MAX_VALUE : Math.max(wanted, observed.slaves().existing());
    return slaves.counts(
        new SlaveCounter.Target(
            cluster.id(), leader.get().epoch(), Candidates.address(leader.get()), wanted, kept));
  }

  private static Optional<Obstacle> refusedByZooKeeper(ElectionView election) {
    return election.znode() instanceof ZnodeState.Failed failed
            && failed.reason() != Reason.ZooKeeperUnreachable
        ? Optional.of(new Obstacle(failed.reason(), failed.message()))
        : Optional.empty();
  }
}
