package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.ResourceType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Custom kinds by their definitions, the others by what Kubernetes does. */
record Admissions(Admission custom, Admission builtIn) implements Admission {
  private Admission of(ResourceType type) {
    return type.custom() ? custom : builtIn;
  }

  @Override
  public void decode(ResourceType type, ObjectNode object, WriteOptions options) {
    of(type).decode(type, object, options);
  }

  @Override
  public void complete(ResourceType type, ObjectNode object, @Nullable ObjectNode old) {
    of(type).complete(type, object, old);
  }

  @Override
  public void assign(ResourceType type, ObjectNode object, @Nullable ObjectNode old) {
    of(type).assign(type, object, old);
  }

  @Override
  public List<Cause> validate(
      ResourceType type, ObjectNode object, @Nullable ObjectNode old, String subresource) {
    return of(type).validate(type, object, old, subresource);
  }
}
