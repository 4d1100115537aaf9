package dev.mesos.operator.wiring;

import dev.mesos.coordination.Candidate;
import dev.mesos.crds.MesosCluster;
import dev.mesos.operator.events.ClusterEvent;
import dev.mesos.operator.events.EventPublisher;
import dev.mesos.operator.events.EventReason;
import dev.mesos.operator.model.ClusterId;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.function.BiConsumer;

/** Counts and tells that a dead master's candidacy was removed. */
final class BurialReport implements BiConsumer<ClusterId, Candidate> {
  private final Cache<MesosCluster> clusters;
  private final EventPublisher events;
  private final OperatorMetrics metrics;

  BurialReport(Cache<MesosCluster> clusters, EventPublisher events, OperatorMetrics metrics) {
    this.clusters = clusters;
    this.events = events;
    this.metrics = metrics;
  }

  @Override
  public void accept(ClusterId id, Candidate dead) {
    metrics.candidateRemoved();
    clusters
        .get(new ResourceID(id.name(), id.namespace()))
        .ifPresent(cluster -> events.publish(cluster, event(dead)));
  }

  private static ClusterEvent event(Candidate dead) {
    return new ClusterEvent(
        EventReason.CandidateRemoved,
        "the master at "
            + dead.info().hostname()
            + " with id "
            + dead.info().id()
            + " was reported dead; its candidacy "
            + dead.znode()
            + " with epoch "
            + dead.epoch()
            + " was removed");
  }
}
