package dev.mesos.operator.reconcile;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.mesos.crds.MesosCluster;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.operator.events.EventPlanner;
import dev.mesos.operator.events.EventPublisher;
import dev.mesos.operator.live.LiveObjects;
import dev.mesos.operator.validate.Validator;

/** Writes a status if it differs from the one before, and then tells what happened. */
public final class StatusWriter {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final EventPublisher events;
  private final StatusListener listener;

  public StatusWriter(EventPublisher events, StatusListener listener) {
    this.events = events;
    this.listener = listener;
  }

  /** Events are told after the status is written: who hears of them finds them true. */
  public void write(MesosCluster resource, MesosClusterStatus status, LiveObjects live) {
    MesosClusterStatus before = resource.getStatus();
    if (before != null && JSON.valueToTree(before).equals(JSON.valueToTree(status))) {
      return;
    }
    live.writeStatus(resource, status);
    resource.setStatus(status);
    listener.written(Validator.id(resource), before, status);
    EventPlanner.between(before, status).forEach(event -> events.publish(resource, event));
  }
}
