package dev.mesos.local.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Schema;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Fills in the defaults of a CustomResourceDefinition's schema. */
public final class Defaulter {
  private Defaulter() {}

  /** Sets them in place; nulls of fields that may not be null count as not set. */
  public static void complete(JsonNode node, @Nullable Schema schema) {
    if (schema == null) {
      return;
    }
    if (node instanceof ArrayNode array) {
      array.forEach(item -> complete(item, schema.items()));
    } else if (node instanceof ObjectNode object) {
      dropNulls(object, schema);
      for (Map.Entry<String, Schema> field : schema.properties().entrySet()) {
        JsonNode byDefault = field.getValue().defaultValue();
        if (byDefault != null && !object.has(field.getKey())) {
          object.set(field.getKey(), byDefault.deepCopy());
        }
      }
      object.properties().forEach(e -> complete(e.getValue(), schema.field(e.getKey())));
    }
  }

  private static void dropNulls(ObjectNode object, Schema schema) {
    for (String name : object.properties().stream().map(Map.Entry::getKey).toList()) {
      Schema field = schema.field(name);
      if (object.path(name).isNull() && field != null && !field.nullable()) {
        object.remove(name);
      }
    }
  }
}
