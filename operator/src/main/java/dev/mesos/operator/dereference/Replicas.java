package dev.mesos.operator.dereference;

import static java.util.Objects.requireNonNullElse;

import io.fabric8.kubernetes.api.model.apps.StatefulSet;

/**
 * The pods of a StatefulSet, counted.
 *
 * @param wanted as the StatefulSet's spec says
 * @param settled whether all wanted pods exist, are ready and are of the newest template
 */
public record Replicas(int wanted, int existing, int ready, int updated, boolean settled) {

  /** There is no StatefulSet. */
  public static final Replicas NONE = new Replicas(0, 0, 0, 0, false);

  static Replicas of(StatefulSet set) {
    var status = set.getStatus();
    int wanted = requireNonNullElse(set.getSpec().getReplicas(), 1);
    if (status == null) {
      return new Replicas(wanted, 0, 0, 0, false);
    }
    int existing = requireNonNullElse(status.getReplicas(), 0);
    int ready = requireNonNullElse(status.getReadyReplicas(), 0);
    int updated = requireNonNullElse(status.getUpdatedReplicas(), 0);
    boolean seen =
        requireNonNullElse(status.getObservedGeneration(), 0L)
            >= requireNonNullElse(set.getMetadata().getGeneration(), 0L);
    return new Replicas(
        wanted,
        existing,
        ready,
        updated,
        seen && existing == wanted && ready == wanted && updated == wanted);
  }
}
