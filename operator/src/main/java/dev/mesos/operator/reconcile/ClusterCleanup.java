package dev.mesos.operator.reconcile;

import static java.util.Objects.requireNonNullElse;

import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.crds.DeletionPolicy;
import dev.mesos.crds.MesosCluster;
import dev.mesos.operator.dereference.Dereferencer;
import dev.mesos.operator.dereference.Secrets;
import dev.mesos.operator.election.ElectionWatches;
import dev.mesos.operator.election.ElectionWatches.Removal;
import dev.mesos.operator.election.WatchTarget;
import dev.mesos.operator.events.ClusterEvent;
import dev.mesos.operator.events.EventPublisher;
import dev.mesos.operator.events.EventReason;
import dev.mesos.operator.live.LiveObjects;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Names;
import dev.mesos.operator.registration.SlaveCounter;
import dev.mesos.operator.status.StatusBuilder;
import dev.mesos.operator.validate.ClaimRule;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.ValidatedCluster.Managed;
import dev.mesos.operator.validate.Validation;
import dev.mesos.operator.validate.Validator;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deals with the znode of a deleted resource; owner references remove everything else. It never
 * waits and never hangs:
 *
 * <ul>
 *   <li>a managed ensemble whose data go too needs nothing: its znode goes with it;
 *   <li>a znode that is kept loses only the mark of its owner, so that a new resource may take it;
 *   <li>otherwise masters and slaves are deleted first, since a running master would make the znode
 *       anew, then the znode;
 *   <li>a removal that ZooKeeper does not answer in time is tried again: an ensemble that stands
 *       still for seconds, as it does while it elects or its disk is slow, leaves nothing behind;
 *   <li>if ZooKeeper does not answer, or pods do not go, within a minute, the resource is let go,
 *       with an event that says what is left.
 * </ul>
 */
public final class ClusterCleanup {
  private static final Logger LOG = LoggerFactory.getLogger(ClusterCleanup.class);
  private static final Duration PODS_DEADLINE = Duration.ofSeconds(60);
  private static final Duration ANSWER_DEADLINE = Duration.ofSeconds(60);
  private static final Duration DEADLINE = Duration.ofSeconds(90);

  private final Validator validator;
  private final ClaimRule claims;
  private final Dereferencer dereferencer;
  private final ElectionWatches watches;
  private final SlaveCounter slaves;
  private final EventPublisher events;
  private final StatusWriter statusWriter;
  private final InstantSource clock;

  public ClusterCleanup(
      Validator validator,
      Dereferencer dereferencer,
      ElectionWatches watches,
      SlaveCounter slaves,
      EventPublisher events,
      StatusWriter statusWriter,
      InstantSource clock) {
    this.validator = validator;
    this.claims = new ClaimRule(validator);
    this.dereferencer = dereferencer;
    this.watches = watches;
    this.slaves = slaves;
    this.events = events;
    this.statusWriter = statusWriter;
    this.clock = clock;
  }

  /** One look. Returns whether the resource may go; if not, look again soon. */
  public boolean cleanup(MesosCluster resource, LiveObjects live) {
    ClusterId id = Validator.id(resource);
    slaves.stop(id);
    boolean done = dealWithZnode(resource, live);
    if (done) {
      watches.stop(id);
      watches.forget(id);
      LOG.info("released cluster={}", id);
    }
    return done;
  }

  private boolean dealWithZnode(MesosCluster resource, LiveObjects live) {
    if (!(validator.validate(resource) instanceof Validation.Valid valid)
        || claims.check(resource, valid.cluster(), live.clusters()).isPresent()) {
      return true;
    }
    ValidatedCluster cluster = valid.cluster();
    boolean keep = cluster.deletionPolicy() == DeletionPolicy.Retain;
    if (cluster.zookeeper() instanceof Managed managed
        && (!keep || dereferencer.observe(cluster.id(), live).zookeeper().ready() == 0)) {
      return true;
    }
    Secrets secrets = dereferencer.secrets(cluster, live);
    if (secrets instanceof Secrets.Missing missing) {
      return letGo(resource, cluster, missing.message());
    }
    say(resource, cluster, live);
    if (!keep && !daemonsGone(resource, cluster.id(), live)) {
      return false;
    }
    return removeZnode(resource, cluster, ((Secrets.Resolved) secrets), keep);
  }

  private void say(MesosCluster resource, ValidatedCluster cluster, LiveObjects live) {
    statusWriter.write(
        resource,
        StatusBuilder.deleting(
            cluster.generation(),
            "the znode " + cluster.path() + " is being dealt with",
            resource.getStatus(),
            clock.instant()),
        live);
  }

  private boolean daemonsGone(MesosCluster resource, ClusterId id, LiveObjects live) {
    boolean gone = true;
    for (Component component : List.of(Component.MASTER, Component.SLAVE)) {
      Optional<StatefulSet> set = live.find(StatefulSet.class, Names.of(id, component));
      if (set.isPresent()) {
        gone = false;
        if (set.get().getMetadata().getDeletionTimestamp() == null) {
          live.delete(set.get());
        }
      }
    }
    boolean running = !dereferencer.observe(id, live).masterPods().isEmpty();
    return (gone && !running) || elapsed(resource).compareTo(PODS_DEADLINE) > 0;
  }

  private boolean removeZnode(
      MesosCluster resource, ValidatedCluster cluster, Secrets.Resolved secrets, boolean keep) {
    ZooKeeperUrl url =
        secrets.credentials().map(cluster.url()::withCredentials).orElse(cluster.url());
    WatchTarget target =
        new WatchTarget(cluster.id(), url, cluster.access(), cluster.sessionTimeout());
    return switch (watches.remove(target, keep)) {
      case Removal.Done done -> true;
      case Removal.Failed failed -> letGo(resource, cluster, failed.message());
      case Removal.Unanswered unanswered -> tryAgain(resource, cluster, unanswered.message());
      case Removal.Running running ->
          elapsed(resource).compareTo(DEADLINE) > 0
              && letGo(resource, cluster, "ZooKeeper did not answer in time");
    };
  }

  private boolean tryAgain(MesosCluster resource, ValidatedCluster cluster, String why) {
    if (elapsed(resource).compareTo(ANSWER_DEADLINE) > 0) {
      return letGo(resource, cluster, why);
    }
    watches.forget(cluster.id());
    return false;
  }

  private Duration elapsed(MesosCluster resource) {
    String deleted = resource.getMetadata().getDeletionTimestamp();
    return Duration.between(
        Instant.parse(requireNonNullElse(deleted, Instant.EPOCH.toString())), clock.instant());
  }

  private boolean letGo(MesosCluster resource, ValidatedCluster cluster, String why) {
    events.publish(
        resource,
        new ClusterEvent(
            EventReason.ZnodeLeft,
            "znode " + cluster.path() + " at " + cluster.url() + " is left as it is: " + why));
    LOG.warn("znode left cluster={} path={} error={}", cluster.id(), cluster.path(), why);
    return true;
  }
}
