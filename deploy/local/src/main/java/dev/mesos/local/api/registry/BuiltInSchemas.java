package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.Schema;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas of Kubernetes' own kinds, as Kubernetes 1.36 publishes them under {@code /openapi/v3}
 * (Apache-2.0), cut down to the kinds that are served here.
 */
public final class BuiltInSchemas {
  private static final String RESOURCE = "/dev/mesos/local/api/kubernetes-schemas.json";

  private final JsonNode definitions;
  private final Map<String, Schema> schemas = new ConcurrentHashMap<>();

  public BuiltInSchemas() {
    try (InputStream in =
        Objects.requireNonNull(BuiltInSchemas.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      definitions = Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  /** All definitions by name; a shared tree. */
  public JsonNode definitions() {
    return definitions;
  }

  public Schema get(String definition) {
    JsonNode node = definitions.get(definition);
    if (node == null) {
      throw new IllegalArgumentException("no such definition: " + definition);
    }
    return schemas.computeIfAbsent(definition, name -> Schema.of(node, this::get).named(name));
  }

  /** The schema of a kind, or one that allows everything if none is published. */
  public Schema of(String group, String version, String kind) {
    for (Map.Entry<String, JsonNode> definition : definitions.properties()) {
      for (JsonNode gvk : definition.getValue().path("x-kubernetes-group-version-kind")) {
        if (gvk.path("group").asText().equals(group)
            && gvk.path("version").asText().equals(version)
            && gvk.path("kind").asText().equals(kind)) {
          return get(definition.getKey());
        }
      }
    }
    return Schema.anything();
  }
}
