package dev.mesos.local.api.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A schema of an OpenAPI document or of a CustomResourceDefinition, read lazily: references are
 * followed when they are asked for, so that recursive schemas are no problem. Safe for use by
 * several threads.
 */
public final class Schema {
  private final JsonNode node;
  private final Function<String, Schema> references;
  private final Map<String, Schema> children = new HashMap<>();
  private @Nullable Map<String, Schema> properties;
  private String definition = "";

  /**
   * A schema over a tree that is not changed any more.
   *
   * @param references finds the schema that a {@code $ref} names by its last path segment
   */
  public static Schema of(JsonNode node, Function<String, Schema> references) {
    return new Schema(flatten(node), references);
  }

  /** A schema that says nothing: everything is allowed and kept. */
  public static Schema anything() {
    return of(
        Json.object().put("x-kubernetes-preserve-unknown-fields", true),
        name -> {
          throw new IllegalArgumentException("no such schema: " + name);
        });
  }

  private Schema(JsonNode node, Function<String, Schema> references) {
    this.node = node;
    this.references = references;
  }

  /** OpenAPI wraps a reference that has a default or a description into a single {@code allOf}. */
  private static JsonNode flatten(JsonNode node) {
    if (node.path("allOf").size() == 1 && node.path("allOf").get(0).has("$ref")) {
      ObjectNode flat = node.deepCopy();
      flat.remove("allOf");
      flat.set("$ref", node.path("allOf").get(0).get("$ref"));
      return flat;
    }
    return node;
  }

  /** The tree of the schema itself, its own reference followed. */
  public JsonNode node() {
    return resolved().node;
  }

  /** What stands beside a reference, for example a default or a description. */
  public JsonNode own() {
    return node;
  }

  private Schema resolved() {
    JsonNode ref = node.get("$ref");
    if (ref == null || !ref.isTextual()) {
      return this;
    }
    String path = ref.asText();
    return references.apply(path.substring(path.lastIndexOf('/') + 1)).resolved();
  }

  /** The name of the definition that this one refers to, or empty. */
  public String referenced() {
    String path = Json.text(node, "$ref");
    return path.substring(path.lastIndexOf('/') + 1);
  }

  /** The name of this definition itself, or empty; see {@link #named}. */
  public String definition() {
    return definition;
  }

  /** The same schema, knowing the name under which it is published. */
  public Schema named(String name) {
    Schema named = new Schema(node, references);
    named.definition = name;
    return named;
  }

  public String type() {
    return Json.text(node(), "type");
  }

  public @Nullable JsonNode defaultValue() {
    return node.has("default") ? node.get("default") : null;
  }

  public boolean nullable() {
    return node().path("nullable").asBoolean();
  }

  public boolean intOrString() {
    JsonNode n = node();
    return n.path("x-kubernetes-int-or-string").asBoolean()
        || Json.text(n, "format").equals("int-or-string");
  }

  public boolean embeddedResource() {
    return node().path("x-kubernetes-embedded-resource").asBoolean();
  }

  public boolean preservesUnknown() {
    return node().path("x-kubernetes-preserve-unknown-fields").asBoolean();
  }

  /** The list type: {@code atomic}, {@code set} or {@code map}. */
  public String listType() {
    String own = Json.text(node, "x-kubernetes-list-type");
    String type = own.isEmpty() ? Json.text(node(), "x-kubernetes-list-type") : own;
    return type.isEmpty() ? "atomic" : type;
  }

  public List<String> listMapKeys() {
    return Json.texts(node().path("x-kubernetes-list-map-keys"));
  }

  public boolean atomicMap() {
    return Json.text(node, "x-kubernetes-map-type").equals("atomic")
        || Json.text(node(), "x-kubernetes-map-type").equals("atomic");
  }

  public String patchMergeKey() {
    return Json.text(node, "x-kubernetes-patch-merge-key");
  }

  public List<String> patchStrategies() {
    return List.of(Json.text(node, "x-kubernetes-patch-strategy").split(","));
  }

  /** The declared properties, in the order declared. */
  public synchronized Map<String, Schema> properties() {
    if (properties == null) {
      Map<String, Schema> found = new LinkedHashMap<>();
      node().path("properties").properties().forEach(e -> found.put(e.getKey(), of(e.getValue())));
      properties = Map.copyOf(found).isEmpty() ? Map.of() : found;
    }
    return properties;
  }

  /** The schema of a field: a declared property, else that of additional properties, else null. */
  public @Nullable Schema field(String name) {
    Schema declared = properties().get(name);
    return declared != null ? declared : additionalProperties();
  }

  public synchronized @Nullable Schema additionalProperties() {
    JsonNode more = node().get("additionalProperties");
    return more != null && more.isObject()
        ? children.computeIfAbsent("additionalProperties", k -> of(more))
        : null;
  }

  /** Whether any further field is allowed by {@code additionalProperties: true}. */
  public boolean anyAdditional() {
    return node().path("additionalProperties").asBoolean(false);
  }

  public synchronized @Nullable Schema items() {
    JsonNode items = node().get("items");
    return items != null && items.isObject()
        ? children.computeIfAbsent("items", k -> of(items))
        : null;
  }

  /** The schemas under {@code allOf}, {@code anyOf}, {@code oneOf} or {@code not}. */
  public List<Schema> combination(String keyword) {
    JsonNode value = node().path(keyword);
    List<Schema> found = new ArrayList<>();
    if (value.isObject()) {
      found.add(of(value));
    }
    if (value.isArray()) {
      value.forEach(each -> found.add(of(each)));
    }
    return found;
  }

  /** The rules of {@code x-kubernetes-validations}. */
  public List<JsonNode> rules() {
    List<JsonNode> rules = new ArrayList<>();
    node().path("x-kubernetes-validations").forEach(rules::add);
    return rules;
  }

  private Schema of(JsonNode child) {
    return Schema.of(child, references);
  }
}
