package dev.mesos.local.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A set of fields of an object, as a tree of path elements in their {@code FieldsV1} form: {@code
 * f:name}, {@code k:{"name":"x"}}, {@code v:"x"}.
 */
final class FieldSet {
  private final TreeSet<String> members = new TreeSet<>();
  private final TreeMap<String, FieldSet> children = new TreeMap<>();

  static FieldSet parse(JsonNode fieldsV1) {
    FieldSet set = new FieldSet();
    fieldsV1
        .properties()
        .forEach(field -> {
          if (field.getKey().equals(".")) {
            return;
          }
          JsonNode below = field.getValue();
          if (below.isEmpty() || below.has(".")) {
            set.members.add(field.getKey());
          }
          FieldSet child = parse(below);
          if (!child.isEmpty()) {
            set.children.put(field.getKey(), child);
          }
        });
    return set;
  }

  ObjectNode toFieldsV1() {
    ObjectNode fields = Json.object();
    TreeSet<String> all = new TreeSet<>(members);
    all.addAll(children.keySet());
    for (String element : all) {
      FieldSet child = children.get(element);
      if (child == null) {
        fields.putObject(element);
      } else {
        ObjectNode below = Json.object();
        if (members.contains(element)) {
          below.putObject(".");
        }
        below.setAll(child.toFieldsV1());
        fields.set(element, below);
      }
    }
    return fields;
  }

  boolean isEmpty() {
    return members.isEmpty() && children.values().stream().allMatch(FieldSet::isEmpty);
  }

  /** Adds the field that the path names; the empty path names nothing. */
  void add(List<String> path) {
    if (path.isEmpty()) {
      return;
    }
    FieldSet here = this;
    for (String element : path.subList(0, path.size() - 1)) {
      here = here.children.computeIfAbsent(element, e -> new FieldSet());
    }
    here.members.add(path.getLast());
  }

  boolean contains(String element) {
    return members.contains(element);
  }

  @Nullable FieldSet child(String element) {
    return children.get(element);
  }

  FieldSet union(FieldSet other) {
    FieldSet result = copy();
    result.members.addAll(other.members);
    other.children.forEach((element, child) -> {
      FieldSet mine = result.children.get(element);
      result.children.put(element, mine == null ? child.copy() : mine.union(child));
    });
    return result;
  }

  FieldSet minus(FieldSet other) {
    FieldSet result = new FieldSet();
    result.members.addAll(members);
    result.members.removeAll(other.members);
    children.forEach((element, child) -> {
      FieldSet theirs = other.children.get(element);
      FieldSet left = theirs == null ? child.copy() : child.minus(theirs);
      if (!left.isEmpty()) {
        result.children.put(element, left);
      }
    });
    return result;
  }

  FieldSet intersect(FieldSet other) {
    FieldSet result = new FieldSet();
    result.members.addAll(members);
    result.members.retainAll(other.members);
    children.forEach((element, child) -> {
      FieldSet theirs = other.children.get(element);
      FieldSet both = theirs == null ? new FieldSet() : child.intersect(theirs);
      if (!both.isEmpty()) {
        result.children.put(element, both);
      }
    });
    return result;
  }

  /** With every named field that has something below it as a member itself. */
  FieldSet withParents() {
    FieldSet result = new FieldSet();
    result.members.addAll(members);
    children.forEach((element, child) -> {
      if (element.startsWith("f:")) {
        result.members.add(element);
      }
      result.children.put(element, child.withParents());
    });
    return result;
  }

  /** Without a field and all below it. */
  FieldSet without(String element) {
    FieldSet result = copy();
    result.members.remove(element);
    result.children.remove(element);
    return result;
  }

  private FieldSet copy() {
    FieldSet result = new FieldSet();
    result.members.addAll(members);
    children.forEach((element, child) -> result.children.put(element, child.copy()));
    return result;
  }

  /** Every member's path, for people: {@code .spec.containers[name="a"].image}. */
  List<String> describe() {
    List<String> paths = new ArrayList<>();
    describe("", paths);
    return paths;
  }

  private void describe(String prefix, List<String> paths) {
    TreeSet<String> all = new TreeSet<>(members);
    all.addAll(children.keySet());
    for (String element : all) {
      String path = prefix + describe(element);
      if (members.contains(element)) {
        paths.add(path);
      }
      FieldSet child = children.get(element);
      if (child != null) {
        child.describe(path, paths);
      }
    }
  }

  private static String describe(String element) {
    String body = element.substring(2);
    return switch (element.charAt(0)) {
      case 'f' -> "." + body;
      case 'k' -> {
        StringBuilder keys = new StringBuilder();
        for (Map.Entry<String, JsonNode> key : Json.parseObject(body).properties()) {
          keys.append(keys.isEmpty() ? "" : ",").append(key.getKey()).append('=');
          keys.append(key.getValue());
        }
        yield "[" + keys + "]";
      }
      default -> "[" + (element.charAt(0) == 'v' ? "=" : "") + body + "]";
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof FieldSet set && toFieldsV1().equals(set.toFieldsV1());
  }

  @Override
  public int hashCode() {
    return toFieldsV1().hashCode();
  }
}
