package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.patch.JsonPatch;
import dev.mesos.local.api.patch.MergePatch;
import dev.mesos.local.api.patch.StrategicMergePatch;
import java.util.function.UnaryOperator;

/** Reads a patch by its media type. */
final class Patches {
  static final String APPLY = "application/apply-patch+yaml";

  UnaryOperator<ObjectNode> reader(ResourceType type, String media, String body) {
    JsonNode patch = Body.read("application/json", body);
    return switch (media) {
      case "application/json-patch+json" -> current -> object(JsonPatch.apply(current, patch));
      case "application/merge-patch+json" -> current -> object(MergePatch.apply(current, patch));
      case "application/strategic-merge-patch+json" -> {
        if (type.custom()) {
          throw supported();
        }
        yield current -> object(StrategicMergePatch.apply(current, patch, type.schema()));
      }
      default -> throw supported();
    };
  }

  private static ApiException supported() {
    return ApiException.unsupportedMediaType(
        "application/json-patch+json, application/merge-patch+json, application/apply-patch+yaml");
  }

  private static ObjectNode object(JsonNode patched) {
    if (patched instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.badRequest("the patch does not leave an object");
  }
}
