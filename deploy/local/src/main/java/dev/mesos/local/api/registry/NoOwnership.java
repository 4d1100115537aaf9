package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.patch.MergePatch;
import org.jspecify.annotations.Nullable;

final class NoOwnership implements FieldOwnership {
  @Override
  public void written(
      ResourceType type,
      ObjectNode next,
      @Nullable ObjectNode current,
      String subresource,
      String manager) {}

  @Override
  public ObjectNode applied(
      ResourceType type,
      @Nullable ObjectNode current,
      ObjectNode applied,
      String subresource,
      String manager,
      boolean force) {
    return current == null ? applied : (ObjectNode) MergePatch.apply(current.deepCopy(), applied);
  }

  @Override
  public void keepTimes(ObjectNode next, ObjectNode current) {}
}
