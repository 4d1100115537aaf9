package dev.mesos.master.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;

/** JSON as Mesos prints it: compact, and numbers without exponents. */
final class Json {

  private static final JsonMapper MAPPER =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  private Json() {}

  static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  static com.fasterxml.jackson.databind.node.ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** A floating-point number, with a fraction even if it is a whole one: {@code 2.0}. */
  static JsonNode number(double value) {
    BigDecimal plain = BigDecimal.valueOf(value);
    return DecimalNode.valueOf(plain.scale() < 1 ? plain.setScale(1) : plain);
  }

  /** A time in seconds since 1970, to the microsecond. */
  static JsonNode seconds(Instant time) {
    long micros = Math.addExact(time.getEpochSecond() * 1_000_000, time.getNano() / 1_000);
    return number(micros / 1_000_000.0);
  }

  static String print(JsonNode json) {
    try {
      return MAPPER.writeValueAsString(json);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
