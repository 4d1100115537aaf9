package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.model.ResourceType.ScalePaths;
import dev.mesos.local.api.registry.Registry;
import dev.mesos.local.api.registry.WriteOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/** Shows and sets the number of replicas, the same way for every kind that has such a number. */
final class ScaleSubresource implements Subresource {
  private static final ScalePaths WORKLOAD =
      new ScalePaths("spec.replicas", "status.replicas", "spec.selector");

  private final Registry registry;
  private final Patches patches;

  ScaleSubresource(Registry registry, Patches patches) {
    this.registry = registry;
    this.patches = patches;
  }

  @Override
  public Reply answer(Call call) {
    return switch (call.method().name()) {
      case "GET" -> Reply.of(200, scale(call.type(), read(call)));
      case "PUT" -> {
        ObjectNode sent = Body.readObject(call.contentType(), call.body());
        yield write(call, sent);
      }
      case "PATCH" -> {
        String media = Body.mediaType(call.contentType());
        ObjectNode present = scale(call.type(), read(call));
        if (media.equals(Patches.APPLY)) {
          ObjectNode sent = Body.readObject("application/yaml", call.body());
          present.with("spec").set("replicas", sent.path("spec").path("replicas"));
          yield write(call, present);
        }
        ObjectNode patched = patches.reader(call.type(), media, call.body()).apply(present);
        yield write(call, patched);
      }
      default -> throw ApiException.methodNotAllowed();
    };
  }

  private ObjectNode read(Call call) {
    return registry.get(call.type(), call.path().namespace(), call.path().name());
  }

  private Reply write(Call call, ObjectNode scale) {
    JsonNode replicas = scale.path("spec").path("replicas");
    if (!replicas.isIntegralNumber() || replicas.asInt() < 0) {
      throw ApiException.of(
          422,
          "Invalid",
          "Scale.autoscaling \""
              + call.path().name()
              + "\" is invalid: spec.replicas: Invalid value: "
              + replicas
              + ": should be a non-negative integer");
    }
    String manager = call.query().get("fieldManager");
    WriteOptions options =
        new WriteOptions(
            manager.isEmpty() ? call.userAgentName() : manager,
            call.query().dryRun(),
            "Ignore",
            false,
            new ArrayList<>());
    String version = Json.text(scale, "metadata", "resourceVersion");
    ObjectNode written =
        registry.update(
            call.type(),
            call.path().namespace(),
            call.path().name(),
            "scale",
            options,
            current -> {
              if (!version.isEmpty()) {
                Json.metadata(current).put("resourceVersion", version);
              }
              return set(current, paths(call.type()).specReplicas(), replicas);
            });
    return Reply.of(200, scale(call.type(), written));
  }

  private static ScalePaths paths(ResourceType type) {
    return type.scale().orElse(WORKLOAD);
  }

  private static ObjectNode set(ObjectNode object, String path, JsonNode value) {
    List<String> steps = List.of(path.split("\\."));
    Json.ensure(object, steps.subList(0, steps.size() - 1).toArray(String[]::new))
        .set(steps.getLast(), value);
    return object;
  }

  private static ObjectNode scale(ResourceType type, ObjectNode object) {
    ScalePaths paths = paths(type);
    ObjectNode scale = Json.object().put("kind", "Scale").put("apiVersion", "autoscaling/v1");
    ObjectNode metadata = scale.putObject("metadata");
    for (String field :
        List.of("name", "namespace", "uid", "resourceVersion", "creationTimestamp")) {
      metadata.set(field, object.path("metadata").path(field));
    }
    scale.putObject("spec").put("replicas", at(object, paths.specReplicas()).asInt(0));
    ObjectNode status = scale.putObject("status");
    status.put("replicas", at(object, paths.statusReplicas()).asInt(0));
    if (!paths.selector().isEmpty()) {
      JsonNode selector = at(object, paths.selector());
      String text = selector.isObject() ? selectorText(selector) : selector.asText("");
      if (!text.isEmpty()) {
        status.put("selector", text);
      }
    }
    return scale;
  }

  private static String selectorText(JsonNode selector) {
    StringJoiner text = new StringJoiner(",");
    for (Map.Entry<String, JsonNode> label : selector.path("matchLabels").properties()) {
      text.add(label.getKey() + "=" + label.getValue().asText());
    }
    return text.toString();
  }

  private static JsonNode at(ObjectNode object, String path) {
    return path.isEmpty() ? Json.object() : Json.at(object, path.split("\\."));
  }
}
