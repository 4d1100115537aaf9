package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.store.Store.Outcome;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/**
 * What a deletion does to an object: at once, after a grace period, or once finalizers are gone.
 */
public final class Deletion {
  /** The object as it is now or was last, and whether it is gone. */
  public record Result(ObjectNode object, boolean gone) {}

  private Deletion() {}

  static void checkPreconditions(ResourceType type, ObjectNode current, DeleteOptions options) {
    String name = Json.name(current);
    if (!options.uid().isEmpty() && !options.uid().equals(Json.uid(current))) {
      throw ApiException.conflict(
          type,
          name,
          "Precondition failed: UID in precondition: "
              + options.uid()
              + ", UID in object meta: "
              + Json.uid(current));
    }
    String version = Json.text(current, "metadata", "resourceVersion");
    if (!options.resourceVersion().isEmpty() && !options.resourceVersion().equals(version)) {
      throw ApiException.conflict(
          type,
          name,
          "Precondition failed: ResourceVersion in precondition: "
              + options.resourceVersion()
              + ", ResourceVersion in object meta: "
              + version);
    }
  }

  static Outcome of(ResourceType type, ObjectNode current, DeleteOptions options) {
    ObjectNode next = current.deepCopy();
    addPropagationFinalizer(next, options.propagation());
    long grace = type.is("", "pods") ? podGrace(current, options) : 0;
    boolean wait = grace > 0 || ObjectMetadata.hasFinalizers(next) || hasContent(next);
    if (!wait) {
      if (!Json.isDeleting(next)) {
        mark(next, 0);
      }
      return new Outcome.Remove(next);
    }
    if (Json.isDeleting(current)) {
      long left = current.path("metadata").path("deletionGracePeriodSeconds").asLong(0);
      if (grace < left) {
        mark(next, grace);
      }
    } else {
      mark(next, grace);
      ObjectMetadata.bump(next);
      if (type.is("", "namespaces")) {
        Json.ensure(next, "status").put("phase", "Terminating");
      }
    }
    return Json.same(next, current) ? new Outcome.Keep(current) : new Outcome.Write(next);
  }

  private static void mark(ObjectNode object, long grace) {
    Json.metadata(object)
        .put(
            "deletionTimestamp",
            Instant.now().plusSeconds(grace).truncatedTo(ChronoUnit.SECONDS).toString())
        .put("deletionGracePeriodSeconds", Math.toIntExact(grace));
  }

  private static void addPropagationFinalizer(ObjectNode object, String propagation) {
    switch (propagation) {
      case "Foreground" -> ObjectMetadata.addFinalizer(object, GarbageCollector.FOREGROUND);
      case "Orphan" -> ObjectMetadata.addFinalizer(object, GarbageCollector.ORPHAN);
      default -> {}
    }
  }

  /** A pod that never ran, or has ended, need not be waited for. */
  private static long podGrace(ObjectNode pod, DeleteOptions options) {
    String phase = Json.text(pod, "status", "phase");
    boolean idle =
        Json.text(pod, "spec", "nodeName").isEmpty()
            || phase.equals("Succeeded")
            || phase.equals("Failed");
    if (idle) {
      return 0;
    }
    return options
        .gracePeriodSeconds()
        .orElse(pod.path("spec").path("terminationGracePeriodSeconds").asLong(30));
  }

  /** A namespace stays until its contents are gone. */
  static boolean hasContent(ObjectNode object) {
    return Json.text(object, "kind").equals("Namespace")
        && !object.path("spec").path("finalizers").isEmpty();
  }
}
