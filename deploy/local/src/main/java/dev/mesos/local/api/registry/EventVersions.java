package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/** The two shapes of an event: {@code v1}, which is stored, and {@code events.k8s.io/v1}. */
final class EventVersions {
  private static final Map<String, String> CORE_TO_EVENTS =
      Map.of(
          "involvedObject", "regarding",
          "message", "note",
          "reportingComponent", "reportingController",
          "source", "deprecatedSource",
          "firstTimestamp", "deprecatedFirstTimestamp",
          "lastTimestamp", "deprecatedLastTimestamp",
          "count", "deprecatedCount");

  private EventVersions() {}

  static ObjectNode toEvents(ObjectNode core) {
    ObjectNode event = core.deepCopy();
    CORE_TO_EVENTS.forEach((from, to) -> rename(event, from, to));
    return event.put("apiVersion", "events.k8s.io/v1");
  }

  static ObjectNode toCore(ObjectNode event) {
    ObjectNode core = event.deepCopy();
    CORE_TO_EVENTS.forEach((to, from) -> rename(core, from, to));
    return core.put("apiVersion", "v1");
  }

  private static void rename(ObjectNode object, String from, String to) {
    if (object.has(from)) {
      object.set(to, object.remove(from));
    }
  }
}
