package dev.mesos.protocol;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.EnumValueDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import java.io.IOException;
import java.util.Optional;

/**
 * Protobuf messages from JSON the way Mesos reads it: what {@link ProtoJson} writes, numbers also
 * as text. Fields that the message does not have and names that an enum does not have are passed
 * over.
 */
public final class ProtoJsonReader {

  private ProtoJsonReader() {}

  /**
   * Puts what an object says into a message.
   *
   * @throws IllegalArgumentException naming the field whose value does not fit
   */
  public static <B extends Message.Builder> B read(JsonNode object, B into) {
    if (!object.isObject()) {
      throw new IllegalArgumentException("not an object");
    }
    for (FieldDescriptor field : into.getDescriptorForType().getFields()) {
      JsonNode value = object.get(field.getName());
      if (value == null || value.isNull()) {
        continue;
      }
      if (!field.isRepeated()) {
        value(field, value, into).ifPresent(read -> into.setField(field, read));
      } else if (value.isArray()) {
        value.forEach(
            each -> value(field, each, into).ifPresent(read -> into.addRepeatedField(field, read)));
      } else {
        throw doesNotFit(field, value);
      }
    }
    return into;
  }

  private static Optional<Object> value(
      FieldDescriptor field, JsonNode value, Message.Builder parent) {
    return switch (field.getJavaType()) {
      case INT -> Optional.of((int) whole(field, value));
      case LONG -> Optional.of(whole(field, value));
      case FLOAT -> Optional.of((float) fraction(field, value));
      case DOUBLE -> Optional.of(fraction(field, value));
      case BOOLEAN -> Optional.of(check(value.isBoolean(), field, value).asBoolean());
      case STRING -> Optional.of(check(value.isTextual(), field, value).asText());
      case BYTE_STRING -> Optional.of(bytes(field, value));
      case ENUM -> {
        String name = check(value.isTextual(), field, value).asText();
        EnumValueDescriptor known = field.getEnumType().findValueByName(name);
        yield Optional.ofNullable(known);
      }
      case MESSAGE -> Optional.of(message(field, value, parent));
    };
  }

  private static Message message(FieldDescriptor field, JsonNode value, Message.Builder parent) {
    try {
      return read(value, parent.newBuilderForField(field)).buildPartial();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("'" + field.getName() + "': " + e.getMessage(), e);
    }
  }

  private static long whole(FieldDescriptor field, JsonNode value) {
    try {
      return value.isIntegralNumber() ? value.asLong() : Long.parseLong(value.asText());
    } catch (NumberFormatException e) {
      throw doesNotFit(field, value);
    }
  }

  private static double fraction(FieldDescriptor field, JsonNode value) {
    try {
      return value.isNumber() ? value.asDouble() : Double.parseDouble(value.asText());
    } catch (NumberFormatException e) {
      throw doesNotFit(field, value);
    }
  }

  private static ByteString bytes(FieldDescriptor field, JsonNode value) {
    try {
      return ByteString.copyFrom(
          check(value.isTextual() || value.isBinary(), field, value).binaryValue());
    } catch (IOException e) {
      throw doesNotFit(field, value);
    }
  }

  private static JsonNode check(boolean fits, FieldDescriptor field, JsonNode value) {
    if (!fits) {
      throw doesNotFit(field, value);
    }
    return value;
  }

  private static IllegalArgumentException doesNotFit(FieldDescriptor field, JsonNode value) {
    return new IllegalArgumentException(
        "'" + field.getName() + "' is " + value.getNodeType() + ", not " + field.getType());
  }
}
