package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;

/** Shows a stored object in the version that is asked for: only apiVersion and kind differ. */
public final class Versions {
  private Versions() {}

  /** The object in that version; the same tree if it is in it already. */
  public static ObjectNode present(ResourceType type, ObjectNode object) {
    if (Json.text(object, "apiVersion").equals(type.apiVersion())) {
      return object;
    }
    if (type.group().equals("events.k8s.io")) {
      return EventVersions.toEvents(object);
    }
    ObjectNode copy = object.deepCopy();
    copy.put("apiVersion", type.apiVersion());
    return copy;
  }

  /** What a client sent, as it is stored. */
  public static ObjectNode store(ResourceType type, ObjectNode object) {
    return type.group().equals("events.k8s.io") ? EventVersions.toCore(object) : object;
  }
}
