package dev.mesos.operator.wiring;

import dev.mesos.crds.ConditionType;
import dev.mesos.crds.MesosCluster;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.operator.election.ElectionWatches;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.reconcile.StatusListener;
import dev.mesos.operator.status.Conditions;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The operator's own metrics. None of them is per cluster: their number does not grow with the
 * number of clusters.
 */
public final class OperatorMetrics implements StatusListener {
  private final MeterRegistry registry;
  private final ElectionWatches watches;
  private final InstantSource clock;
  private final Timer electionToStatus;
  private final Counter failovers;
  private final Counter statusWrites;
  private final Counter candidatesRemoved;
  private volatile @Nullable Cache<MesosCluster> clusters;

  public OperatorMetrics(MeterRegistry registry, ElectionWatches watches, InstantSource clock) {
    this.registry = registry;
    this.watches = watches;
    this.clock = clock;
    this.electionToStatus =
        Timer.builder("mesos.operator.election.to.status")
            .description("From the moment ZooKeeper told of a new leader to its name in the status")
            .serviceLevelObjectives(
                Duration.ofMillis(10),
                Duration.ofMillis(25),
                Duration.ofMillis(50),
                Duration.ofMillis(100),
                Duration.ofMillis(250),
                Duration.ofMillis(500),
                Duration.ofSeconds(1),
                Duration.ofSeconds(5))
            .register(registry);
    this.failovers =
        Counter.builder("mesos.operator.failovers")
            .description("Passings of a leadership from one master to another")
            .register(registry);
    this.statusWrites =
        Counter.builder("mesos.operator.status.writes")
            .description("Statuses written to the API server")
            .register(registry);
    this.candidatesRemoved =
        Counter.builder("mesos.operator.candidates.removed")
            .description("Candidacies of masters that were reported dead, removed by the operator")
            .register(registry);
  }

  /** Counts clusters from the SDK's cache. */
  void watch(Cache<MesosCluster> cache) {
    clusters = cache;
    gauge("mesos.operator.clusters", "MesosClusters that the operator sees", c -> true);
    gauge(
        "mesos.operator.clusters.ready",
        "MesosClusters that are Ready",
        c -> Conditions.holds(c.getStatus(), ConditionType.Ready));
    gauge(
        "mesos.operator.clusters.without.leader",
        "MesosClusters in which no master leads",
        c -> c.getStatus() == null || c.getStatus().getLeader() == null);
    gauge(
        "mesos.operator.clusters.stalled",
        "MesosClusters that wait for somebody's help",
        c -> Conditions.holds(c.getStatus(), ConditionType.Stalled));
  }

  /** A dead master's candidacy was removed. */
  void candidateRemoved() {
    candidatesRemoved.increment();
  }

  private void gauge(String name, String description, Predicate<MesosCluster> which) {
    Gauge.builder(name, () -> count(which)).description(description).register(registry);
  }

  private long count(Predicate<MesosCluster> which) {
    Cache<MesosCluster> cache = clusters;
    Stream<MesosCluster> all = cache == null ? Stream.empty() : cache.list();
    return all.filter(which).count();
  }

  @Override
  public void written(ClusterId id, @Nullable MesosClusterStatus before, MesosClusterStatus after) {
    statusWrites.increment();
    if (after.getLeader() != null && !Objects.equals(epoch(before), epoch(after))) {
      watches
          .look(id)
          .leaderSince()
          .ifPresent(since -> electionToStatus.record(Duration.between(since, clock.instant())));
    }
    Long then = before == null ? null : before.getFailovers();
    Long now = after.getFailovers();
    if (now != null && then != null && now > then) {
      failovers.increment(now - then);
    }
  }

  private static @Nullable Long epoch(@Nullable MesosClusterStatus status) {
    return status == null || status.getLeader() == null ? null : status.getLeader().getEpoch();
  }
}
