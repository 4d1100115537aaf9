package dev.mesos.local.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.Schema;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Kubernetes' strategic merge patch: like a merge patch, but lists whose schema names a merge key
 * are merged item by item. Directives: {@code $patch}, {@code $retainKeys}, {@code
 * $deleteFromPrimitiveList/...}, {@code $setElementOrder/...}.
 */
public final class StrategicMergePatch {
  private static final String DELETE_PREFIX = "$deleteFromPrimitiveList/";
  private static final String ORDER_PREFIX = "$setElementOrder/";

  private StrategicMergePatch() {}

  /** The target, changed as the patch says; the target itself may be changed. */
  public static JsonNode apply(JsonNode target, JsonNode patch, @Nullable Schema schema) {
    if (!(patch instanceof ObjectNode changes)) {
      return patch.deepCopy();
    }
    switch (Json.text(changes, "$patch")) {
      case "replace" -> {
        return withoutDirectives(changes.deepCopy());
      }
      case "delete" -> {
        return Json.object();
      }
      default -> {}
    }
    ObjectNode result = target instanceof ObjectNode object ? object : Json.object();
    if (changes.get("$retainKeys") instanceof ArrayNode keys) {
      result.retain(Json.texts(keys));
    }
    changes.properties().forEach(e -> field(result, e.getKey(), e.getValue(), changes, schema));
    return result;
  }

  private static void field(
      ObjectNode result, String name, JsonNode value, ObjectNode patch, @Nullable Schema schema) {
    if (name.startsWith(DELETE_PREFIX)) {
      deletePrimitives(result, name.substring(DELETE_PREFIX.length()), value);
      return;
    }
    if (name.startsWith("$")) {
      return;
    }
    Schema below = schema == null ? null : schema.field(name);
    if (value.isNull()) {
      result.remove(name);
    } else if (value instanceof ArrayNode items && below != null && merges(below)) {
      ArrayNode list = result.get(name) instanceof ArrayNode present ? present : Json.array();
      JsonNode order = patch.path(ORDER_PREFIX + name);
      result.set(name, mergeList(list, items, below, order));
    } else {
      result.set(name, apply(result.path(name), value, below));
    }
  }

  private static boolean merges(Schema list) {
    return list.patchStrategies().contains("merge");
  }

  private static ArrayNode mergeList(
      ArrayNode list, ArrayNode patch, Schema schema, JsonNode order) {
    String key = schema.patchMergeKey();
    if (key.isEmpty()) {
      return orderPrimitives(mergePrimitives(list, patch), order);
    }
    List<JsonNode> items = new ArrayList<>();
    boolean replace = false;
    for (JsonNode change : patch) {
      replace |= Json.text(change, "$patch").equals("replace");
    }
    if (!replace) {
      list.forEach(items::add);
    }
    for (JsonNode change : patch) {
      mergeItem(items, change, key, schema.items());
    }
    return orderByKey(items, order, key);
  }

  private static void mergeItem(
      List<JsonNode> items, JsonNode change, String key, @Nullable Schema schema) {
    String directive = Json.text(change, "$patch");
    if (directive.equals("replace") && !change.has(key)) {
      return;
    }
    int at = indexOf(items, key, change.path(key));
    if (directive.equals("delete")) {
      if (at >= 0) {
        items.remove(at);
      }
    } else if (at >= 0) {
      items.set(at, apply(items.get(at), change, schema));
    } else {
      items.add(apply(Json.object(), change, schema));
    }
  }

  private static int indexOf(List<JsonNode> items, String key, JsonNode value) {
    for (int i = 0; i < items.size(); i++) {
      if (Json.same(items.get(i).path(key), value)) {
        return i;
      }
    }
    return -1;
  }

  private static ArrayNode mergePrimitives(ArrayNode list, ArrayNode patch) {
    for (JsonNode item : patch) {
      if (!contains(list, item)) {
        list.add(item);
      }
    }
    return list;
  }

  private static ArrayNode orderPrimitives(ArrayNode list, JsonNode order) {
    ArrayNode sorted = Json.array();
    order.forEach(item -> {
      if (contains(list, item)) {
        sorted.add(item);
      }
    });
    list.forEach(item -> {
      if (!contains(sorted, item)) {
        sorted.add(item);
      }
    });
    return sorted;
  }

  /** Items that the order names come in that order; the others stay behind what they followed. */
  private static ArrayNode orderByKey(List<JsonNode> items, JsonNode order, String key) {
    List<JsonNode> left = new ArrayList<>(items);
    ArrayNode sorted = Json.array();
    for (JsonNode wanted : order) {
      int at = indexOf(left, key, wanted.path(key));
      if (at >= 0) {
        sorted.add(left.remove(at));
      }
    }
    left.forEach(sorted::add);
    return sorted;
  }

  private static boolean contains(ArrayNode list, JsonNode item) {
    for (JsonNode each : list) {
      if (Json.same(each, item)) {
        return true;
      }
    }
    return false;
  }

  private static void deletePrimitives(ObjectNode result, String name, JsonNode gone) {
    if (result.get(name) instanceof ArrayNode list && gone instanceof ArrayNode unwanted) {
      ArrayNode kept = Json.array();
      list.forEach(item -> {
        if (!contains(unwanted, item)) {
          kept.add(item);
        }
      });
      result.set(name, kept);
    }
  }

  private static JsonNode withoutDirectives(ObjectNode object) {
    object.remove("$patch");
    return object;
  }
}
