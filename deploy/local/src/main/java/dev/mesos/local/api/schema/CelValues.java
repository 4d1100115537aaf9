package dev.mesos.local.api.schema;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cel.common.values.CelByteString;
import dev.cel.common.values.NullValue;
import dev.mesos.local.api.model.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON values as CEL sees them. */
final class CelValues {
  private CelValues() {}

  static Object of(JsonNode value, @Nullable Schema schema) {
    return switch (value.getNodeType()) {
      case BOOLEAN -> value.asBoolean();
      case NUMBER -> number(value, schema);
      case STRING -> string(value.asText(), schema);
      case ARRAY -> {
        List<Object> items = new ArrayList<>();
        value.forEach(item -> items.add(of(item, schema == null ? null : schema.items())));
        yield items;
      }
      case OBJECT -> object(value, schema);
      default -> NullValue.NULL_VALUE;
    };
  }

  private static Map<String, Object> object(JsonNode value, @Nullable Schema schema) {
    boolean struct = CelTypes.isStruct(schema);
    Map<String, Object> fields = new LinkedHashMap<>();
    value
        .properties()
        .forEach(e -> {
          Schema field = schema == null ? null : schema.field(e.getKey());
          if (!e.getValue().isNull() || field == null || field.nullable()) {
            String name = struct ? CelTypes.escape(e.getKey()) : e.getKey();
            fields.put(name, of(e.getValue(), field));
          }
        });
    return fields;
  }

  private static Object number(JsonNode value, @Nullable Schema schema) {
    if (schema != null && schema.type().equals("number")) {
      return value.doubleValue();
    }
    return SchemaValidator.typeOf(value).equals("integer")
        ? (Object) value.longValue()
        : (Object) value.doubleValue();
  }

  private static Object string(String text, @Nullable Schema schema) {
    String format = schema == null ? "" : schema.node().path("format").asText();
    try {
      return switch (format) {
        case "date-time" -> OffsetDateTime.parse(text).toInstant();
        case "date" -> Instant.parse(text + "T00:00:00Z");
        case "duration" -> Durations.parse(text).orElse(Duration.ZERO);
        case "byte" -> CelByteString.of(Base64.getDecoder().decode(text));
        default -> text;
      };
    } catch (DateTimeParseException | IllegalArgumentException e) {
      return text; // the schema's own check has told it already
    }
  }
}
