package dev.mesos.local.api.patch;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ResourceType;
import org.jspecify.annotations.Nullable;

/** Keeps {@code metadata.managedFields}: who owns which field. */
public interface FieldOwnership {
  /** A create, update or patch: the manager owns what it added or changed. */
  void written(
      ResourceType type,
      ObjectNode next,
      @Nullable ObjectNode current,
      String subresource,
      String manager);

  /**
   * A server-side apply: the merged object, with its managed fields.
   *
   * @throws dev.mesos.local.api.model.ApiException 409 if others own what it changes, without force
   */
  ObjectNode applied(
      ResourceType type,
      @Nullable ObjectNode current,
      ObjectNode applied,
      String subresource,
      String manager,
      boolean force);
}
