package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.model.Selector;
import io.vertx.core.http.HttpMethod;
import java.util.Set;
import java.util.function.Predicate;

/** A request for a resource that is served. */
record Call(
    HttpMethod method,
    RequestPath path,
    ResourceType type,
    Query query,
    String accept,
    String contentType,
    String userAgent,
    String body) {
  private static final Set<String> ALWAYS_SELECTABLE =
      Set.of("metadata.name", "metadata.namespace");

  /** The name that stands for a client that does not name a field manager. */
  String userAgentName() {
    String name = userAgent.split("/", 2)[0];
    return name.isEmpty() ? "unknown" : name;
  }

  /** The objects that the request is about, by its label and field selectors. */
  Predicate<JsonNode> selection() {
    Predicate<JsonNode> byName =
        path.name().isEmpty()
            ? object -> true
            : object -> object.path("metadata").path("name").asText().equals(path.name());
    return byName
        .and(Selector.labels(query.get("labelSelector")))
        .and(
            Selector.fields(
                query.get("fieldSelector"),
                field ->
                    ALWAYS_SELECTABLE.contains(field) || type.selectableFields().contains(field),
                this::fieldPath));
  }

  private String[] fieldPath(String field) {
    if (type.plural().equals("events")) {
      return switch (field) {
        case "source" -> new String[] {"source", "component"};
        case "reportingController" -> new String[] {"reportingComponent"};
        default -> field.split("\\.");
      };
    }
    return field.split("\\.");
  }
}
