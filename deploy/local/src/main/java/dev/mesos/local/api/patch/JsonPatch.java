package dev.mesos.local.api.patch;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;

/** JSON patch, RFC 6902. */
public final class JsonPatch {
  private JsonPatch() {}

  /** The target, changed as the operations say; the target itself may be changed. */
  public static JsonNode apply(JsonNode target, JsonNode operations) {
    if (!operations.isArray()) {
      throw ApiException.badRequest("a JSON patch is an array of operations");
    }
    JsonNode result = target;
    for (JsonNode operation : operations) {
      result = applyOne(result, operation);
    }
    return result;
  }

  private static JsonNode applyOne(JsonNode root, JsonNode operation) {
    String op = Json.text(operation, "op");
    JsonPointer path = pointer(operation, "path");
    return switch (op) {
      case "add" -> add(root, path, operation.path("value").deepCopy());
      case "remove" -> remove(root, path);
      case "replace" -> {
        find(root, path);
        yield path.matches()
            ? operation.path("value").deepCopy()
            : add(remove(root, path), path, operation.path("value").deepCopy());
      }
      case "copy" -> add(root, path, find(root, pointer(operation, "from")).deepCopy());
      case "move" -> {
        JsonPointer from = pointer(operation, "from");
        JsonNode moved = find(root, from);
        yield add(remove(root, from), path, moved);
      }
      case "test" -> {
        if (!Json.same(root.at(path), operation.path("value"))) {
          throw failed("testing value " + path + " failed");
        }
        yield root;
      }
      default -> throw ApiException.badRequest("unknown operation in JSON patch: " + op);
    };
  }

  private static JsonPointer pointer(JsonNode operation, String field) {
    try {
      return JsonPointer.compile(Json.text(operation, field));
    } catch (IllegalArgumentException e) {
      throw ApiException.badRequest("not a JSON pointer: " + operation.path(field));
    }
  }

  private static ApiException failed(String why) {
    return ApiException.of(
        422, "Invalid", "the server rejected our request due to an error in our request: " + why);
  }

  private static JsonNode find(JsonNode root, JsonPointer path) {
    JsonNode found = root.at(path);
    if (found.isMissingNode()) {
      throw failed("nothing at " + path);
    }
    return found;
  }

  private static JsonNode add(JsonNode root, JsonPointer path, JsonNode value) {
    if (path.matches()) {
      return value;
    }
    JsonNode parent = find(root, path.head());
    String last = path.last().getMatchingProperty();
    switch (parent) {
      case ObjectNode object -> object.set(last, value);
      case ArrayNode array when last.equals("-") -> array.add(value);
      case ArrayNode array -> array.insert(index(path, array.size() + 1), value);
      default -> throw failed("no object or array at " + path.head());
    }
    return root;
  }

  private static JsonNode remove(JsonNode root, JsonPointer path) {
    find(root, path);
    switch (root.at(path.head())) {
      case ObjectNode object -> object.remove(path.last().getMatchingProperty());
      case ArrayNode array -> array.remove(index(path, array.size()));
      default -> throw failed("nothing to remove at " + path);
    }
    return root;
  }

  private static int index(JsonPointer path, int bound) {
    int index = path.last().getMatchingIndex();
    if (index < 0 || index >= bound) {
      throw failed("index out of bounds at " + path);
    }
    return index;
  }
}
