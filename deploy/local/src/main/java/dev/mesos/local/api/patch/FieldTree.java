package dev.mesos.local.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Objects as trees of fields that can be owned one by one. What is one field and what is many is
 * said by the schema: lists without keys and atomic maps are one.
 */
final class FieldTree {
  private FieldTree() {}

  /** What a second tree has more, less and other than a first. */
  record Difference(FieldSet added, FieldSet changed, FieldSet removed) {}

  /** The children of a node by path element, or null if the node is one field. */
  static @Nullable Map<String, JsonNode> children(
      @Nullable JsonNode node, @Nullable Schema schema) {
    if (node instanceof ObjectNode object && !(schema != null && schema.atomicMap())) {
      Map<String, JsonNode> fields = new LinkedHashMap<>();
      object.properties().forEach(e -> fields.put("f:" + e.getKey(), e.getValue()));
      return fields;
    }
    if (node instanceof ArrayNode list && schema != null && !schema.listType().equals("atomic")) {
      Map<String, JsonNode> items = new LinkedHashMap<>();
      list.forEach(item -> items.put(element(item, schema), item));
      return items;
    }
    return null;
  }

  private static String element(JsonNode item, Schema list) {
    if (list.listType().equals("set")) {
      return "v:" + item;
    }
    Map<String, JsonNode> keys = new TreeMap<>();
    Schema items = list.items();
    for (String key : list.listMapKeys()) {
      JsonNode value = item.get(key);
      Schema field = items == null ? null : items.field(key);
      if (value == null && field != null) {
        value = field.defaultValue();
      }
      if (value != null) {
        keys.put(key, value);
      }
    }
    return "k:" + Json.MAPPER.valueToTree(keys);
  }

  static @Nullable Schema below(@Nullable Schema schema, String element) {
    if (schema == null) {
      return null;
    }
    return element.startsWith("f:") ? schema.field(element.substring(2)) : schema.items();
  }

  private static boolean declared(@Nullable Schema schema, String element) {
    return schema != null && schema.properties().containsKey(element.substring(2));
  }

  /** All fields that a tree sets. */
  static FieldSet fields(JsonNode node, @Nullable Schema schema) {
    FieldSet set = new FieldSet();
    collect(node, schema, new ArrayList<>(), set);
    return set;
  }

  private static void collect(
      @Nullable JsonNode node, @Nullable Schema schema, List<String> path, FieldSet set) {
    Map<String, JsonNode> children = children(node, schema);
    if (children == null) {
      set.add(path);
      return;
    }
    children.forEach((element, child) -> {
      path.add(element);
      collect(child, below(schema, element), path, set);
      boolean emptyMap = child.isObject() && child.isEmpty();
      if (!element.startsWith("f:") || emptyMap || !declared(schema, element)) {
        set.add(path);
      }
      path.removeLast();
    });
  }

  /** What changed; of what is new or gone, every node counts, not only the leaves. */
  static Difference compare(
      @Nullable JsonNode before, @Nullable JsonNode after, @Nullable Schema schema) {
    Difference difference = new Difference(new FieldSet(), new FieldSet(), new FieldSet());
    compare(before, after, schema, new ArrayList<>(), difference);
    return difference;
  }

  private static void compare(
      @Nullable JsonNode before,
      @Nullable JsonNode after,
      @Nullable Schema schema,
      List<String> path,
      Difference difference) {
    if (before != null && after != null && Json.same(before, after)) {
      return;
    }
    Map<String, JsonNode> old = children(before, schema);
    Map<String, JsonNode> now = children(after, schema);
    if (before == null) {
      difference.added().add(path);
    } else if (after == null) {
      difference.removed().add(path);
    } else if (old == null || now == null) {
      difference.changed().add(path);
      return;
    }
    Map<String, JsonNode> left = old == null ? Map.of() : old;
    Map<String, JsonNode> right = now == null ? Map.of() : now;
    Set<String> all = new LinkedHashSet<>(left.keySet());
    all.addAll(right.keySet());
    for (String element : all) {
      Schema below = below(schema, element);
      JsonNode was = left.get(element);
      JsonNode is = right.get(element);
      path.add(element);
      if (isStruct(below) && before != null && after != null) {
        // a part that Kubernetes' own kinds always have, if only empty, is never new or gone
        was = was == null ? Json.object() : was;
        is = is == null ? Json.object() : is;
      }
      compare(was, is, below, path, difference);
      path.removeLast();
    }
  }

  private static boolean isStruct(@Nullable Schema schema) {
    if (schema == null || schema.referenced().isEmpty()) {
      return false;
    }
    JsonNode byDefault = schema.defaultValue();
    return byDefault != null && byDefault.isObject() && byDefault.isEmpty();
  }

  /** The first tree with everything that the second one sets. */
  static JsonNode merge(@Nullable JsonNode base, JsonNode over, @Nullable Schema schema) {
    if (base == null) {
      return over.deepCopy();
    }
    if (base instanceof ObjectNode object
        && over instanceof ObjectNode fields
        && !(schema != null && schema.atomicMap())) {
      ObjectNode merged = object.deepCopy();
      fields
          .properties()
          .forEach(e ->
              merged.set(
                  e.getKey(),
                  merge(
                      object.get(e.getKey()),
                      e.getValue(),
                      schema == null ? null : schema.field(e.getKey()))));
      return merged;
    }
    if (base.isArray() && over.isArray() && schema != null && !schema.listType().equals("atomic")) {
      return mergeLists(base, over, schema);
    }
    return over.deepCopy();
  }

  /** In the order of the second list; what only the first has stays behind what it followed. */
  private static JsonNode mergeLists(JsonNode base, JsonNode over, Schema schema) {
    Map<String, JsonNode> old = java.util.Objects.requireNonNull(children(base, schema));
    Map<String, JsonNode> now = java.util.Objects.requireNonNull(children(over, schema));
    List<String> order = new ArrayList<>(now.keySet());
    String previous = null;
    int head = 0;
    for (String element : old.keySet()) {
      if (!now.containsKey(element)) {
        int at = previous == null ? head++ : order.indexOf(previous) + 1;
        order.add(at, element);
      }
      previous = element;
    }
    ArrayNode merged = Json.array();
    for (String element : order) {
      JsonNode fresh = now.get(element);
      JsonNode kept = old.get(element);
      merged.add(fresh == null ? kept : merge(kept, fresh, schema.items()));
    }
    return merged;
  }

  /** The tree without the members of the set, each with all below it. */
  static JsonNode remove(JsonNode node, FieldSet gone, @Nullable Schema schema) {
    Map<String, JsonNode> children = children(node, schema);
    if (children == null) {
      return node;
    }
    Set<String> kept = new LinkedHashSet<>(children.keySet());
    kept.removeIf(gone::contains);
    if (node instanceof ObjectNode) {
      ObjectNode left = Json.object();
      kept.forEach(e -> left.set(e.substring(2), removeBelow(children, e, gone, schema)));
      return left;
    }
    ArrayNode left = Json.array();
    kept.forEach(e -> left.add(removeBelow(children, e, gone, schema)));
    return left;
  }

  private static JsonNode removeBelow(
      Map<String, JsonNode> children, String element, FieldSet gone, @Nullable Schema schema) {
    JsonNode child = java.util.Objects.requireNonNull(children.get(element));
    FieldSet below = gone.child(element);
    return below == null ? child : remove(child, below, below(schema, element));
  }
}
