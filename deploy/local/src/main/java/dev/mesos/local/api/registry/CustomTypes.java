package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.model.ResourceType.Column;
import dev.mesos.local.api.model.ResourceType.ScalePaths;
import dev.mesos.local.api.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Reads CustomResourceDefinitions. */
final class CustomTypes {
  private static final String OBJECT_META =
      "#/components/schemas/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta";

  private final Function<String, Schema> references;

  /**
   * @param references Kubernetes' own definitions, for the metadata of objects
   */
  CustomTypes(Function<String, Schema> references) {
    this.references = references;
  }

  /** One type for each served version. */
  List<ResourceType> of(ObjectNode definition) {
    List<ResourceType> types = new ArrayList<>();
    for (JsonNode version : definition.path("spec").path("versions")) {
      if (version.path("served").asBoolean()) {
        types.add(of(definition.path("spec"), version));
      }
    }
    return types;
  }

  private ResourceType of(JsonNode spec, JsonNode version) {
    JsonNode names = spec.path("names");
    JsonNode subresources = version.path("subresources");
    Set<String> subs = new TreeSet<>();
    if (subresources.has("status")) {
      subs.add("status");
    }
    if (subresources.has("scale")) {
      subs.add("scale");
    }
    String kind = Json.text(names, "kind");
    String singular = Json.text(names, "singular");
    return new ResourceType(
        Json.text(spec, "group"),
        Json.text(version, "name"),
        kind,
        Json.text(names, "plural"),
        singular.isEmpty() ? kind.toLowerCase(Locale.ROOT) : singular,
        Json.texts(names.path("shortNames")),
        Json.texts(names.path("categories")),
        Json.text(spec, "scope").equals("Namespaced"),
        subs,
        scale(subresources.path("scale")),
        schema(version),
        columns(version.path("additionalPrinterColumns")),
        selectable(version.path("selectableFields")),
        true);
  }

  /** The version's schema, with what every object has. */
  Schema schema(JsonNode version) {
    ObjectNode schema = Json.object();
    if (version.path("schema").get("openAPIV3Schema") instanceof ObjectNode own) {
      schema = own.deepCopy();
    }
    ObjectNode properties = Json.ensure(schema, "properties");
    properties.putObject("apiVersion").put("type", "string");
    properties.putObject("kind").put("type", "string");
    properties.putObject("metadata").put("$ref", OBJECT_META);
    return Schema.of(schema, references);
  }

  private static Optional<ScalePaths> scale(JsonNode scale) {
    return scale.isObject()
        ? Optional.of(
            new ScalePaths(
                path(scale, "specReplicasPath"),
                path(scale, "statusReplicasPath"),
                path(scale, "labelSelectorPath")))
        : Optional.empty();
  }

  private static String path(JsonNode node, String field) {
    return Json.text(node, field).replaceFirst("^\\.", "");
  }

  private static List<Column> columns(JsonNode columns) {
    List<Column> found = new ArrayList<>();
    for (JsonNode column : columns) {
      found.add(
          new Column(
              Json.text(column, "name"),
              Json.text(column, "type"),
              Json.text(column, "format"),
              Json.text(column, "description"),
              column.path("priority").asInt(0),
              Json.text(column, "jsonPath")));
    }
    return found;
  }

  private static List<String> selectable(JsonNode fields) {
    List<String> found = new ArrayList<>();
    fields.forEach(field -> found.add(path(field, "jsonPath")));
    return found;
  }
}
