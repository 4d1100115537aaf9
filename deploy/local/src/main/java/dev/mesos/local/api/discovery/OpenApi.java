package dev.mesos.local.api.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.registry.BuiltInSchemas;
import dev.mesos.local.api.registry.ResourceTypes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * OpenAPI documents, as much of them as kubectl reads: schemas for {@code explain} and for merging,
 * and which parameters a patch takes.
 */
final class OpenApi {
  private static final String PREFIX = "/openapi/v3";
  private static final String GVK = "x-kubernetes-group-version-kind";
  private static final String REF = "#/components/schemas/";

  private final ResourceTypes types;
  private final BuiltInSchemas schemas;

  OpenApi(ResourceTypes types, BuiltInSchemas schemas) {
    this.types = types;
    this.schemas = schemas;
  }

  /** The answer, if the path is one of OpenAPI's. */
  @Nullable JsonNode answer(String path) {
    if (path.equals("/openapi/v2")) {
      return version2();
    }
    if (path.equals(PREFIX)) {
      return index();
    }
    if (!path.startsWith(PREFIX + "/")) {
      return null;
    }
    String[] parts = path.substring(PREFIX.length() + 1).split("/");
    if (parts.length == 2 && parts[0].equals("api")) {
      return document("", parts[1]);
    }
    return parts.length == 3 && parts[0].equals("apis") ? document(parts[1], parts[2]) : null;
  }

  private JsonNode index() {
    ObjectNode paths = Json.object();
    List<String> groups = new ArrayList<>(types.groups());
    groups.addFirst("");
    for (String group : groups) {
      for (String version : types.versions(group)) {
        String path = group.isEmpty() ? "api/" + version : "apis/" + group + "/" + version;
        int hash = 0;
        for (ResourceType type : types.in(group, version)) {
          hash = 31 * hash + type.kind().hashCode();
          hash = type.custom() ? 31 * hash + type.schema().node().hashCode() : hash;
        }
        paths
            .putObject(path)
            .put("serverRelativeURL", PREFIX + "/" + path + "?hash=" + Integer.toHexString(hash));
      }
    }
    return Json.object().set("paths", paths);
  }

  private @Nullable JsonNode document(String group, String version) {
    List<ResourceType> served = types.in(group, version);
    if (served.isEmpty()) {
      return null;
    }
    ObjectNode document = Json.object().put("openapi", "3.0.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "embedded");
    document.set("paths", paths(served));
    document.putObject("components").set("schemas", components(served));
    return document;
  }

  private JsonNode version2() {
    ObjectNode document = Json.object().put("swagger", "2.0");
    document.putObject("info").put("title", "Kubernetes").put("version", "embedded");
    document.set("paths", paths(types.all()));
    String text = components(types.all()).toString().replace(REF, "#/definitions/");
    document.set("definitions", Json.parseObject(text));
    return document;
  }

  private static ObjectNode paths(List<ResourceType> served) {
    ObjectNode paths = Json.object();
    for (ResourceType type : served) {
      String root = (type.group().isEmpty() ? "/api/" : "/apis/") + type.apiVersion() + "/";
      String collection =
          root + (type.namespaced() ? "namespaces/{namespace}/" : "") + type.plural();
      ObjectNode all = paths.putObject(collection);
      all.set("get", operation(type, "list"));
      all.set("post", operation(type, "post"));
      ObjectNode one = paths.putObject(collection + "/{name}");
      one.set("get", operation(type, "get"));
      one.set("put", operation(type, "put"));
      one.set("patch", operation(type, "patch"));
      one.set("delete", operation(type, "delete"));
    }
    return paths;
  }

  private static ObjectNode operation(ResourceType type, String action) {
    ObjectNode operation = Json.object();
    operation.put("operationId", action + type.apiVersion().replace("/", "") + type.kind());
    operation.put("x-kubernetes-action", action);
    operation
        .putObject(GVK)
        .put("group", type.group())
        .put("version", type.version())
        .put("kind", type.kind());
    if (Set.of("post", "put", "patch", "delete").contains(action)) {
      ArrayNode parameters = operation.putArray("parameters");
      for (String name : List.of("dryRun", "fieldManager", "fieldValidation")) {
        ObjectNode parameter = parameters.addObject().put("name", name).put("in", "query");
        parameter.putObject("schema").put("type", "string").put("uniqueItems", true);
      }
    }
    ObjectNode ok = operation.putObject("responses").putObject("200").put("description", "OK");
    ok.putObject("content")
        .putObject("application/json")
        .putObject("schema")
        .put("$ref", REF + definitionName(type));
    return operation;
  }

  private static String definitionName(ResourceType type) {
    String own = type.schema().definition();
    if (!own.isEmpty()) {
      return own;
    }
    List<String> reversed = new ArrayList<>(List.of(type.group().split("\\.")));
    Collections.reverse(reversed);
    return String.join(".", reversed) + "." + type.version() + "." + type.kind();
  }

  private ObjectNode components(List<ResourceType> served) {
    ObjectNode components = Json.object();
    Deque<String> wanted = new ArrayDeque<>();
    for (ResourceType type : served) {
      ObjectNode schema = type.schema().node().deepCopy();
      ObjectNode gvk = Json.object().put("group", type.group());
      schema.putArray(GVK).add(gvk.put("version", type.version()).put("kind", type.kind()));
      components.set(definitionName(type), schema);
      references(schema, wanted);
    }
    Set<String> seen = new HashSet<>();
    while (!wanted.isEmpty()) {
      String name = wanted.pop();
      JsonNode definition = schemas.definitions().get(name);
      if (seen.add(name) && definition != null && !components.has(name)) {
        components.set(name, definition);
        references(definition, wanted);
      }
    }
    return components;
  }

  private static void references(JsonNode node, Deque<String> found) {
    JsonNode ref = node.get("$ref");
    if (ref != null && ref.isTextual() && ref.asText().startsWith(REF)) {
      found.push(ref.asText().substring(REF.length()));
    }
    node.forEach(child -> references(child, found));
  }
}
