package dev.mesos.operator.wiring;

import dev.mesos.crds.MesosCluster;
import dev.mesos.operator.events.ClusterEvent;
import dev.mesos.operator.events.EventPublisher;
import dev.mesos.operator.events.EventReason;
import dev.mesos.operator.model.ClusterId;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;
import java.util.function.BiConsumer;

/** Tells which slaves a leader has given up. */
final class LossReport implements BiConsumer<ClusterId, String> {
  private final Cache<MesosCluster> clusters;
  private final EventPublisher events;

  LossReport(Cache<MesosCluster> clusters, EventPublisher events) {
    this.clusters = clusters;
    this.events = events;
  }

  @Override
  public void accept(ClusterId id, String loss) {
    clusters
        .get(new ResourceID(id.name(), id.namespace()))
        .ifPresent(
            cluster -> events.publish(cluster, new ClusterEvent(EventReason.SlavesLost, loss)));
  }
}
