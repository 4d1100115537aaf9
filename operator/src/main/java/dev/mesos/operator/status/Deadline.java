package dev.mesos.operator.status;

import static java.util.Objects.requireNonNullElse;

import dev.mesos.crds.Condition;
import dev.mesos.crds.ConditionType;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.crds.Reason;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.ValidatedCluster.Managed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Says when a cluster that is on its way has been so for too long: five minutes, and one more for
 * each pod, since pods are replaced one after the other. It goes on being tried; only the status
 * says that somebody should look.
 */
final class Deadline {
  private static final Duration BASE = Duration.ofMinutes(5);
  private static final Duration EACH_POD = Duration.ofMinutes(1);

  private Deadline() {}

  /** The same facts, with an obstacle if the deadline has passed. */
  static Facts check(Facts facts, @Nullable MesosClusterStatus previous, Instant now) {
    if (facts.obstacle().isPresent() || facts.cluster().paused()) {
      return facts;
    }
    Verdict progress = Progress.of(facts);
    Duration deadline = BASE.plus(EACH_POD.multipliedBy(pods(facts.cluster())));
    Optional<Instant> since = since(previous, facts.cluster().generation());
    if (!progress.holds() || since.isEmpty() || !since.get().plus(deadline).isBefore(now)) {
      return facts;
    }
    return new Facts(
        facts.cluster(),
        facts.observed(),
        facts.election(),
        facts.slaves(),
        Optional.of(
            new Obstacle(
                Reason.ProgressDeadlineExceeded,
                "not done after " + deadline.toMinutes() + " minutes; " + progress.message())));
  }

  private static int pods(ValidatedCluster cluster) {
    int ensemble = cluster.zookeeper() instanceof Managed managed ? managed.replicas() : 0;
    return ensemble + cluster.masters().replicas() + cluster.slaves().replicas();
  }

  /** Since when this generation is worked on. What was late stays late until it is done. */
  private static Optional<Instant> since(@Nullable MesosClusterStatus previous, long generation) {
    Optional<Condition> reconciling =
        Conditions.find(previous, ConditionType.Reconciling)
            .filter(c -> requireNonNullElse(c.getObservedGeneration(), 0L) == generation);
    if (reconciling.filter(c -> c.getReason() == Reason.ProgressDeadlineExceeded).isPresent()) {
      return Optional.of(Instant.EPOCH);
    }
    return reconciling
        .filter(c -> Verdict.TRUE.equals(c.getStatus()))
        .map(Condition::getLastTransitionTime)
        .map(Instant::parse);
  }
}
