package dev.mesos.local.api.schema;

import com.google.common.collect.ImmutableCollection;
import com.google.common.collect.ImmutableMap;
import dev.cel.common.types.CelType;
import dev.cel.common.types.CelTypeProvider;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;
import dev.cel.common.types.StructType;
import dev.mesos.local.api.model.Schema;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The types that CEL rules see, made from a schema, so that a rule about a field that does not
 * exist is refused when it is compiled.
 */
final class CelTypes {
  private record Provider(ImmutableMap<String, CelType> structs) implements CelTypeProvider {
    @Override
    public ImmutableCollection<CelType> types() {
      return structs.values();
    }

    @Override
    public Optional<CelType> findType(String name) {
      return Optional.ofNullable(structs.get(name));
    }
  }

  private static final Set<String> KEYWORDS =
      Set.of(
          "true",
          "false",
          "null",
          "in",
          "as",
          "break",
          "const",
          "continue",
          "else",
          "for",
          "function",
          "if",
          "import",
          "let",
          "loop",
          "package",
          "namespace",
          "return",
          "var",
          "void",
          "while");

  private final Map<String, CelType> structs = new LinkedHashMap<>();

  /** The type of values of a schema; {@code path} names it, and must be unique. */
  CelType of(Schema schema, String path) {
    if (schema.intOrString()) {
      return SimpleType.DYN;
    }
    return switch (schema.type()) {
      case "boolean" -> SimpleType.BOOL;
      case "integer" -> SimpleType.INT;
      case "number" -> SimpleType.DOUBLE;
      case "string" -> ofString(schema);
      case "array" -> {
        Schema items = schema.items();
        yield ListType.create(items == null ? SimpleType.DYN : of(items, path + "[]"));
      }
      case "object" -> ofObject(schema, path);
      default -> SimpleType.DYN;
    };
  }

  private static CelType ofString(Schema schema) {
    return switch (schema.node().path("format").asText()) {
      case "date-time", "date" -> SimpleType.TIMESTAMP;
      case "duration" -> SimpleType.DURATION;
      case "byte" -> SimpleType.BYTES;
      default -> SimpleType.STRING;
    };
  }

  private CelType ofObject(Schema schema, String path) {
    Schema more = schema.additionalProperties();
    if (more != null && schema.properties().isEmpty()) {
      return MapType.create(SimpleType.STRING, of(more, path + "{}"));
    }
    if (schema.properties().isEmpty() && schema.preservesUnknown()) {
      return SimpleType.DYN;
    }
    Map<String, CelType> fields = new LinkedHashMap<>();
    schema
        .properties()
        .forEach((name, field) -> fields.put(escape(name), of(field, path + "." + name)));
    return struct(path, fields);
  }

  CelType struct(String name, Map<String, CelType> fields) {
    ImmutableMap<String, CelType> types = ImmutableMap.copyOf(fields);
    StructType type =
        StructType.create(name, types.keySet(), field -> Optional.ofNullable(types.get(field)));
    structs.put(name, type);
    return type;
  }

  /** All types made so far, for the compiler. */
  CelTypeProvider provider() {
    return new Provider(ImmutableMap.copyOf(structs));
  }

  /** A property's name as an identifier of CEL. */
  static String escape(String name) {
    if (KEYWORDS.contains(name)) {
      return "__" + name + "__";
    }
    return name.replace("__", "__underscores__")
        .replace(".", "__dot__")
        .replace("-", "__dash__")
        .replace("/", "__slash__");
  }

  /** Whether the fields of values of this schema are looked up by escaped names. */
  static boolean isStruct(@Nullable Schema schema) {
    return schema != null && !schema.properties().isEmpty();
  }
}
