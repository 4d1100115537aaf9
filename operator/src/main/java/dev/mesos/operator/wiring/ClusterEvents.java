package dev.mesos.operator.wiring;

import dev.mesos.crds.MesosCluster;
import dev.mesos.operator.events.ClusterEvent;
import dev.mesos.operator.events.EventPublisher;
import dev.mesos.operator.model.ClusterId;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.Cache;

/**
 * Publishes what happens to a cluster beside its reconciliation, if its resource is still there.
 */
final class ClusterEvents {
  private final Cache<MesosCluster> clusters;
  private final EventPublisher events;

  ClusterEvents(Cache<MesosCluster> clusters, EventPublisher events) {
    this.clusters = clusters;
    this.events = events;
  }

  void publish(ClusterId id, ClusterEvent event) {
    clusters
        .get(new ResourceID(id.name(), id.namespace()))
        .ifPresent(cluster -> events.publish(cluster, event));
  }
}
