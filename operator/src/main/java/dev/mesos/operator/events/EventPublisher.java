package dev.mesos.operator.events;

import dev.mesos.crds.MesosCluster;

/** Publishes events. Never blocks and never fails: an event that cannot be written is dropped. */
public interface EventPublisher {
  void publish(MesosCluster about, ClusterEvent event);
}
