package dev.mesos.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.util.List;

/**
 * Protobuf messages as JSON the way Mesos prints them: names with underscores, 64-bit numbers as
 * numbers, enums by name, bytes in base64, fields with a declared default also when they are not
 * set.
 */
public final class ProtoJson {

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ProtoJson() {}

  /** The tree of a message. */
  public static ObjectNode of(Message message) {
    ObjectNode object = MesosJson.object();
    for (FieldDescriptor field : message.getDescriptorForType().getFields()) {
      if (field.isRepeated()) {
        if (message.getRepeatedFieldCount(field) > 0) {
          object.set(field.getName(), array(field, (List<?>) message.getField(field)));
        }
      } else if (message.hasField(field)
          || (field.hasDefaultValue() && !field.getOptions().getDeprecated())) {
        object.set(field.getName(), value(field, message.getField(field)));
      }
    }
    return object;
  }

  private static ArrayNode array(FieldDescriptor field, List<?> values) {
    ArrayNode array = NODES.arrayNode(values.size());
    values.forEach(value -> array.add(value(field, value)));
    return array;
  }

  private static JsonNode value(FieldDescriptor field, Object value) {
    return switch (field.getJavaType()) {
      case INT ->
          unsigned32(field)
              ? NODES.numberNode(Integer.toUnsignedLong((int) value))
              : NODES.numberNode((int) value);
      case LONG -> NODES.numberNode((long) value);
      case FLOAT -> MesosJson.number(Double.parseDouble(value.toString()));
      case DOUBLE -> MesosJson.number((double) value);
      case BOOLEAN -> NODES.booleanNode((boolean) value);
      case STRING -> NODES.textNode((String) value);
      case BYTE_STRING -> NODES.binaryNode(((ByteString) value).toByteArray());
      case ENUM -> NODES.textNode(((EnumValueDescriptor) value).getName());
      case MESSAGE -> of((Message) value);
    };
  }

  private static boolean unsigned32(FieldDescriptor field) {
    return field.getType() == FieldDescriptor.Type.UINT32
        || field.getType() == FieldDescriptor.Type.FIXED32;
  }
}
