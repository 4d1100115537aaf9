package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.Schema;
import dev.mesos.local.api.registry.BuiltInSchemas;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;

/**
 * Reads objects in Kubernetes' protobuf form, which typed Go clients send (Helm its releases, for
 * example). Answers are JSON always; such clients accept both.
 */
final class ProtobufReader {
  static final String MEDIA_TYPE = "application/vnd.kubernetes.protobuf";

  private static final String RESOURCE = "/dev/mesos/local/api/kubernetes-protobuf.json";
  private static final String MACHINERY = "io.k8s.apimachinery.pkg.";
  private static final ByteString MAGIC = ByteString.copyFrom(new byte[] {'k', '8', 's', 0});

  private final BuiltInSchemas schemas;
  private final JsonNode messages;

  ProtobufReader(BuiltInSchemas schemas) {
    this.schemas = schemas;
    try (InputStream in =
        Objects.requireNonNull(ProtobufReader.class.getResourceAsStream(RESOURCE), RESOURCE)) {
      messages = Json.MAPPER.readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + RESOURCE, e);
    }
  }

  /** The object, as JSON. */
  ObjectNode read(byte[] body) {
    try {
      ByteString bytes = ByteString.copyFrom(body);
      if (!bytes.startsWith(MAGIC)) {
        throw ApiException.badRequest("the body is not an object in Kubernetes' protobuf form");
      }
      return envelope(bytes.substring(MAGIC.size()).newCodedInput());
    } catch (IOException e) {
      throw ApiException.badRequest("the body is broken protobuf: " + e.getMessage());
    }
  }

  private ObjectNode envelope(CodedInputStream in) throws IOException {
    String apiVersion = "";
    String kind = "";
    ByteString raw = ByteString.EMPTY;
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      switch (WireFormat.getTagFieldNumber(tag)) {
        case 1 -> {
          CodedInputStream type = in.readBytes().newCodedInput();
          for (int t = type.readTag(); t != 0; t = type.readTag()) {
            String text = type.readStringRequireUtf8();
            apiVersion = WireFormat.getTagFieldNumber(t) == 1 ? text : apiVersion;
            kind = WireFormat.getTagFieldNumber(t) == 2 ? text : kind;
          }
        }
        case 2 -> raw = in.readBytes();
        default -> in.skipField(tag);
      }
    }
    ObjectNode object = Json.object().put("kind", kind).put("apiVersion", apiVersion);
    object.setAll(message(definition(apiVersion, kind), raw));
    return object;
  }

  private String definition(String apiVersion, String kind) {
    if (kind.equals("DeleteOptions")) {
      return MACHINERY + "apis.meta.v1.DeleteOptions";
    }
    int slash = apiVersion.indexOf('/');
    String group = slash < 0 ? "" : apiVersion.substring(0, slash);
    String found = schemas.of(group, apiVersion.substring(slash + 1), kind).definition();
    if (messages.has(found)) {
      return found;
    }
    String core = "io.k8s.api.core.v1." + kind;
    if (group.isEmpty() && messages.has(core)) {
      return core;
    }
    throw ApiException.unsupportedMediaType("application/json, application/yaml");
  }

  private ObjectNode message(String name, ByteString bytes) throws IOException {
    ObjectNode object = Json.object();
    JsonNode fields = messages.path(name);
    CodedInputStream in = bytes.newCodedInput();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      String field = fields.path(String.valueOf(WireFormat.getTagFieldNumber(tag))).asText();
      if (field.isEmpty()) {
        in.skipField(tag);
      } else {
        field(name, object, field, in);
      }
    }
    return object;
  }

  private void field(String owner, ObjectNode object, String field, CodedInputStream in)
      throws IOException {
    String name = field.substring(0, field.indexOf(':'));
    String type = field.substring(field.indexOf(':') + 1);
    if (type.startsWith("[")) {
      object.withArrayProperty(name).add(value(type.substring(1), in));
    } else if (type.startsWith("{")) {
      entry(object.withObjectProperty(name), type.substring(1), in);
    } else {
      JsonNode value = value(type, in);
      if (value instanceof ObjectNode embedded && isInline(owner, name)) {
        object.setAll(embedded);
      } else if (!isUnset(name, value)) {
        object.set(name, value);
      }
    }
  }

  /** Go's embedded structs are fields in protobuf and none in JSON. */
  private boolean isInline(String owner, String field) {
    if (!schemas.definitions().has(owner)) {
      return false;
    }
    Schema schema = schemas.get(owner);
    return !schema.properties().containsKey(field);
  }

  /** Go writes values that JSON leaves out: empty texts, false, and generation zero. */
  private static boolean isUnset(String name, JsonNode value) {
    boolean never = value.isNull() || (value.isTextual() && value.asText().isEmpty());
    boolean zero = value.isNumber() && value.asLong() == 0 && name.equals("generation");
    return never || zero || (value.isBoolean() && !value.asBoolean() && !name.equals("optional"));
  }

  private void entry(ObjectNode map, String type, CodedInputStream in) throws IOException {
    CodedInputStream entry = in.readBytes().newCodedInput();
    String key = "";
    JsonNode value = TextNode.valueOf("");
    for (int tag = entry.readTag(); tag != 0; tag = entry.readTag()) {
      if (WireFormat.getTagFieldNumber(tag) == 1) {
        key = entry.readStringRequireUtf8();
      } else {
        value = value(type, entry);
      }
    }
    map.set(key, value);
  }

  private JsonNode value(String type, CodedInputStream in) throws IOException {
    return switch (type) {
      case "string" -> TextNode.valueOf(in.readStringRequireUtf8());
      case "bool" -> Json.MAPPER.valueToTree(in.readBool());
      case "int32" -> Json.MAPPER.valueToTree(in.readInt32());
      case "int64", "uint32", "uint64" -> number(in.readInt64());
      case "double" -> Json.MAPPER.valueToTree(in.readDouble());
      case "bytes" ->
          TextNode.valueOf(Base64.getEncoder().encodeToString(in.readBytes().toByteArray()));
      default -> special(type, in.readBytes());
    };
  }

  private static JsonNode number(long value) {
    return value == (int) value
        ? Json.MAPPER.valueToTree((int) value)
        : Json.MAPPER.valueToTree(value);
  }

  private JsonNode special(String type, ByteString bytes) throws IOException {
    return switch (type) {
      case MACHINERY + "apis.meta.v1.Time", MACHINERY + "apis.meta.v1.MicroTime" -> time(bytes);
      case MACHINERY + "api.resource.Quantity" ->
          TextNode.valueOf(String.valueOf(numbered(bytes).getOrDefault(1, "0")));
      case MACHINERY + "util.intstr.IntOrString" -> {
        Map<Integer, Object> parts = numbered(bytes);
        boolean text = Long.valueOf(1).equals(parts.get(1));
        yield Json.MAPPER.valueToTree(text ? parts.get(3) : parts.getOrDefault(2, 0L));
      }
      case MACHINERY + "apis.meta.v1.FieldsV1", MACHINERY + "runtime.RawExtension" ->
          Json.MAPPER.readTree(String.valueOf(numbered(bytes).getOrDefault(1, "{}")));
      default -> message(type, bytes);
    };
  }

  private static JsonNode time(ByteString bytes) throws IOException {
    Map<Integer, Object> parts = numbered(bytes);
    if (parts.isEmpty()) {
      return Json.MAPPER.nullNode();
    }
    long seconds = (Long) parts.getOrDefault(1, 0L);
    long nanos = (Long) parts.getOrDefault(2, 0L);
    return TextNode.valueOf(Instant.ofEpochSecond(seconds, nanos).toString());
  }

  /** Numbers and texts by field number. */
  private static Map<Integer, Object> numbered(ByteString bytes) throws IOException {
    Map<Integer, Object> parts = new java.util.HashMap<>();
    CodedInputStream in = bytes.newCodedInput();
    for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
      int number = WireFormat.getTagFieldNumber(tag);
      if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_VARINT) {
        parts.put(number, in.readInt64());
      } else {
        parts.put(number, in.readBytes().toStringUtf8());
      }
    }
    return parts;
  }
}
