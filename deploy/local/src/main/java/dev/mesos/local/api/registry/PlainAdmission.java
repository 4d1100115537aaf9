package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

final class PlainAdmission implements Admission {
  @Override
  public void decode(ResourceType type, ObjectNode object, WriteOptions options) {}

  @Override
  public void complete(ResourceType type, ObjectNode object, @Nullable ObjectNode old) {
    if (type.is("", "namespaces") && old == null) {
      Json.ensure(object, "spec").putArray("finalizers").add("kubernetes");
      Json.ensure(object, "status").put("phase", "Active");
    }
    if (type.is("", "pods") && old == null) {
      Json.ensure(object, "status").put("phase", "Pending");
    }
  }

  @Override
  public List<Cause> validate(
      ResourceType type, ObjectNode object, @Nullable ObjectNode old, String subresource) {
    return List.of();
  }
}
