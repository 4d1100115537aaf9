package dev.mesos.operator.apply;

import dev.mesos.operator.live.LiveObjects;
import dev.mesos.operator.live.RejectedException;
import dev.mesos.operator.model.ClusterId;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings objects into Kubernetes. Writes only what differs: applying the same objects twice writes
 * nothing the second time.
 */
public final class Applier {
  private static final Logger LOG = LoggerFactory.getLogger(Applier.class);

  /** Kinds of which left-over objects are removed. Never Secrets: what is lost there stays lost. */
  private static final List<Class<? extends HasMetadata>> SWEPT =
      List.of(StatefulSet.class, Service.class, ConfigMap.class, PodDisruptionBudget.class);

  private Applier() {}

  /** Applies in the given order; stops at the first object that the API server rejects. */
  public static Optional<Rejection> apply(
      ClusterId id, List<HasMetadata> desired, LiveObjects live) {
    for (HasMetadata object : desired) {
      Optional<Rejection> rejection = apply(id, object, live);
      if (rejection.isPresent()) {
        return rejection;
      }
    }
    return Optional.empty();
  }

  /** Applies one object. */
  public static Optional<Rejection> apply(ClusterId id, HasMetadata desired, LiveObjects live) {
    HasMetadata actual = live.find(desired.getClass(), name(desired)).orElse(null);
    if (actual != null && live.matches(actual, desired)) {
      return Optional.empty();
    }
    try {
      live.apply(desired, actual);
    } catch (RejectedException e) {
      LOG.warn("rejected cluster={} object={} error={}", id, describe(desired), e.getMessage());
      return Optional.of(new Rejection(describe(desired), String.valueOf(e.getMessage())));
    }
    LOG.info(
        "{} cluster={} object={}", actual == null ? "created" : "updated", id, describe(desired));
    return Optional.empty();
  }

  /** Deletes objects of the cluster that are no longer wanted. */
  public static void sweep(ClusterId id, List<HasMetadata> desired, LiveObjects live) {
    Set<String> wanted = desired.stream().map(Applier::describe).collect(Collectors.toSet());
    for (Class<? extends HasMetadata> kind : SWEPT) {
      for (HasMetadata object : live.all(kind)) {
        if (!wanted.contains(describe(object)) && ownedBy(id, object)) {
          LOG.info("deleted cluster={} object={} reason=orphan", id, describe(object));
          live.delete(object);
        }
      }
    }
  }

  private static boolean ownedBy(ClusterId id, HasMetadata object) {
    return object.getMetadata().getOwnerReferences().stream()
        .anyMatch(owner -> id.uid().equals(owner.getUid()));
  }

  private static String name(HasMetadata object) {
    return object.getMetadata().getName();
  }

  private static String describe(HasMetadata object) {
    return object.getKind() + "/" + name(object);
  }

  /** An object that the API server refused, and its words. */
  public record Rejection(String object, String message) {}
}
