package dev.mesos.local.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Checks values against the schema of a CustomResourceDefinition; errors in Kubernetes' words. */
public final class SchemaValidator {
  private final Map<String, Pattern> patterns = new ConcurrentHashMap<>();

  /** All errors, in the order of the schema's fields. */
  public List<Cause> validate(JsonNode value, Schema schema, FieldPath path) {
    List<Cause> causes = new ArrayList<>();
    check(value, schema, path, causes);
    return causes;
  }

  private void check(JsonNode value, @Nullable Schema schema, FieldPath path, List<Cause> causes) {
    if (schema == null || (value.isNull() && (schema.nullable() || schema.type().isEmpty()))) {
      return;
    }
    if (!checkType(value, schema, path, causes)) {
      return;
    }
    JsonNode node = schema.node();
    checkEnum(value, node, path, causes);
    if (value.isTextual()) {
      checkString(value, node, path, causes);
    } else if (value.isNumber()) {
      checkNumber(value, node, path, causes);
    } else if (value instanceof ArrayNode array) {
      checkArray(array, schema, path, causes);
    } else if (value instanceof ObjectNode object) {
      checkObject(object, schema, path, causes);
    }
    checkCombinations(value, schema, path, causes);
  }

  private static boolean checkType(
      JsonNode value, Schema schema, FieldPath path, List<Cause> causes) {
    String wanted = schema.intOrString() ? "integer,string" : schema.type();
    if (wanted.isEmpty()) {
      return true;
    }
    String actual = typeOf(value);
    boolean fits =
        wanted.equals(actual)
            || (wanted.equals("number") && actual.equals("integer"))
            || (schema.intOrString() && (actual.equals("integer") || actual.equals("string")));
    if (!fits) {
      String where = path.text().isEmpty() ? "" : path.text() + " in body ";
      causes.add(
          path.wrongType(actual, where + "must be of type " + wanted + ": \"" + actual + "\""));
    }
    return fits;
  }

  static String typeOf(JsonNode value) {
    return switch (value.getNodeType()) {
      case STRING -> "string";
      case BOOLEAN -> "boolean";
      case NUMBER ->
          value.isIntegralNumber() || value.decimalValue().stripTrailingZeros().scale() <= 0
              ? "integer"
              : "number";
      case ARRAY -> "array";
      case OBJECT, POJO -> "object";
      default -> "null";
    };
  }

  private static void checkEnum(JsonNode value, JsonNode node, FieldPath path, List<Cause> causes) {
    JsonNode allowed = node.path("enum");
    if (allowed.isEmpty()) {
      return;
    }
    for (JsonNode each : allowed) {
      if (Json.same(each, value)) {
        return;
      }
    }
    causes.add(path.notSupported(value, Json.texts(allowed)));
  }

  private void checkString(JsonNode value, JsonNode node, FieldPath path, List<Cause> causes) {
    String text = value.asText();
    String body = path.text() + " in body ";
    int length = text.codePointCount(0, text.length());
    if (node.has("maxLength") && length > node.path("maxLength").asInt()) {
      causes.add(path.tooLong(node.path("maxLength").asInt()));
    } else if (node.has("minLength") && length < node.path("minLength").asInt()) {
      causes.add(
          path.invalid(
              value,
              body + "should be at least " + node.path("minLength").asInt() + " chars long"));
    } else if (!matches(text, Json.text(node, "pattern"))) {
      causes.add(path.invalid(value, body + "should match '" + Json.text(node, "pattern") + "'"));
    }
    String format = Json.text(node, "format");
    if (!Formats.matches(format, text)) {
      causes.add(
          path.cause(
              "FieldValueTypeInvalid",
              "Invalid value: "
                  + value
                  + ": "
                  + body
                  + "must be of type "
                  + format
                  + ": "
                  + value));
    }
  }

  private boolean matches(String text, String pattern) {
    return pattern.isEmpty()
        || patterns.computeIfAbsent(pattern, Pattern::compile).matcher(text).find();
  }

  private static void checkNumber(
      JsonNode value, JsonNode node, FieldPath path, List<Cause> causes) {
    String body = path.text() + " in body should be ";
    if (node.has("maximum")) {
      boolean exclusive = node.path("exclusiveMaximum").asBoolean();
      int side = value.decimalValue().compareTo(node.get("maximum").decimalValue());
      if (exclusive ? side >= 0 : side > 0) {
        String words = exclusive ? "less than " : "less than or equal to ";
        causes.add(path.invalid(value, body + words + number(node.get("maximum"))));
      }
    }
    if (node.has("minimum")) {
      boolean exclusive = node.path("exclusiveMinimum").asBoolean();
      int side = value.decimalValue().compareTo(node.get("minimum").decimalValue());
      if (exclusive ? side <= 0 : side < 0) {
        String words = exclusive ? "greater than " : "greater than or equal to ";
        causes.add(path.invalid(value, body + words + number(node.get("minimum"))));
      }
    }
    if (node.has("multipleOf")
        && value.decimalValue().remainder(node.get("multipleOf").decimalValue()).signum() != 0) {
      causes.add(path.invalid(value, body + "a multiple of " + number(node.get("multipleOf"))));
    }
  }

  private static String number(JsonNode bound) {
    return bound.decimalValue().stripTrailingZeros().toPlainString();
  }

  private void checkArray(ArrayNode array, Schema schema, FieldPath path, List<Cause> causes) {
    JsonNode node = schema.node();
    if (node.has("maxItems") && array.size() > node.path("maxItems").asInt()) {
      causes.add(path.tooMany(array.size(), node.path("maxItems").asInt()));
    }
    if (node.has("minItems") && array.size() < node.path("minItems").asInt()) {
      causes.add(
          path.invalid(
              Json.MAPPER.valueToTree(array.size()),
              path.text()
                  + " in body should have at least "
                  + node.path("minItems").asInt()
                  + " items"));
    }
    for (int i = 0; i < array.size(); i++) {
      check(array.get(i), schema.items(), path.index(i), causes);
    }
    checkUnique(array, schema, path, causes);
  }

  private static void checkUnique(
      ArrayNode array, Schema schema, FieldPath path, List<Cause> causes) {
    boolean set = schema.listType().equals("set");
    if (!set && !schema.listType().equals("map")) {
      return;
    }
    List<JsonNode> seen = new ArrayList<>();
    for (int i = 0; i < array.size(); i++) {
      JsonNode key = array.get(i);
      if (!set) {
        ObjectNode keys = Json.object();
        for (String name : schema.listMapKeys()) {
          if (array.get(i).has(name)) {
            keys.set(name, array.get(i).get(name));
          }
        }
        key = keys;
      }
      if (seen.contains(key)) {
        causes.add(path.index(i).duplicate(key));
      }
      seen.add(key);
    }
  }

  private void checkObject(ObjectNode object, Schema schema, FieldPath path, List<Cause> causes) {
    JsonNode node = schema.node();
    for (JsonNode required : node.path("required")) {
      if (!object.has(required.asText())) {
        causes.add(path.child(required.asText()).required(""));
      }
    }
    if (node.has("maxProperties") && object.size() > node.path("maxProperties").asInt()) {
      causes.add(path.tooMany(object.size(), node.path("maxProperties").asInt()));
    }
    if (node.has("minProperties") && object.size() < node.path("minProperties").asInt()) {
      causes.add(
          path.invalid(
              Json.MAPPER.valueToTree(object.size()),
              path.text()
                  + " in body should have at least "
                  + node.path("minProperties").asInt()
                  + " properties"));
    }
    object
        .properties()
        .forEach(
            e -> check(e.getValue(), schema.field(e.getKey()), path.child(e.getKey()), causes));
  }

  private void checkCombinations(
      JsonNode value, Schema schema, FieldPath path, List<Cause> causes) {
    String body = path.text() + " in body must ";
    for (Schema all : schema.combination("allOf")) {
      check(value, all, path, causes);
    }
    List<Schema> any = schema.combination("anyOf");
    if (!any.isEmpty() && any.stream().noneMatch(s -> validate(value, s, path).isEmpty())) {
      causes.add(path.invalid(body + "validate at least one schema (anyOf)"));
    }
    List<Schema> one = schema.combination("oneOf");
    if (!one.isEmpty()
        && one.stream().filter(s -> validate(value, s, path).isEmpty()).count() != 1) {
      causes.add(path.invalid(body + "validate one and only one schema (oneOf)"));
    }
    for (Schema not : schema.combination("not")) {
      if (validate(value, not, path).isEmpty()) {
        causes.add(path.invalid(body + "not validate the schema (not)"));
      }
    }
  }
}
