package dev.mesos.local.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Removes fields that the schema does not know. */
public final class Pruner {
  private static final Set<String> OF_EVERY_OBJECT = Set.of("apiVersion", "kind", "metadata");

  private Pruner() {}

  /** Removes them in place and tells their paths, in alphabetical order. */
  public static List<String> prune(ObjectNode object, Schema schema) {
    List<String> unknown = new ArrayList<>();
    prune(object, schema, FieldPath.ROOT, unknown);
    return unknown.stream().sorted().toList();
  }

  private static void prune(
      JsonNode node, @Nullable Schema schema, FieldPath path, List<String> unknown) {
    if (schema == null) {
      return;
    }
    if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        prune(array.get(i), schema.items(), path.index(i), unknown);
      }
    } else if (node instanceof ObjectNode object) {
      pruneObject(object, schema, path, unknown);
    }
  }

  private static void pruneObject(
      ObjectNode object, Schema schema, FieldPath path, List<String> unknown) {
    boolean free = keepsAll(schema);
    for (String name : object.properties().stream().map(Map.Entry::getKey).toList()) {
      Schema field = schema.field(name);
      if (field != null) {
        prune(object.path(name), field, path.child(name), unknown);
      } else if (!free && !(schema.embeddedResource() && OF_EVERY_OBJECT.contains(name))) {
        unknown.add(path.child(name).text());
        object.remove(name);
      }
    }
  }

  /** Free by declaration, or an object of Kubernetes' own kinds of which nothing is published. */
  private static boolean keepsAll(Schema schema) {
    if (schema.preservesUnknown() || schema.anyAdditional() || schema.intOrString()) {
      return true;
    }
    boolean builtIn = !schema.referenced().isEmpty();
    return builtIn && schema.properties().isEmpty() && schema.additionalProperties() == null;
  }
}
