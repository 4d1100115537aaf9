package dev.mesos.protocol;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;

/**
 * JSON as Mesos prints it: compact, and with numbers that clients in C++, Go and JavaScript read
 * alike. Build trees with {@link #object()} and put fractional numbers in by {@link
 * #number(double)}.
 */
public final class MesosJson {

  private static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(JsonGenerator.Feature.WRITE_BIGDECIMAL_AS_PLAIN)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private MesosJson() {}

  /** An empty object. */
  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  /** An empty array. */
  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** A time in seconds since 1970, to the microsecond. */
  public static JsonNode seconds(Instant time) {
    return number((time.getEpochSecond() * 1_000_000 + time.getNano() / 1_000) / 1e6);
  }

  /**
   * A floating-point number: the shortest decimal that reads back as the same, without an exponent
   * and always with a point, as {@code 2.0} or {@code 1795419310.038197}. What JSON cannot say
   * (infinite, not a number) is 0.0.
   */
  public static JsonNode number(double value) {
    BigDecimal decimal =
        Double.isFinite(value) ? new BigDecimal(Double.toString(value)) : BigDecimal.ZERO;
    decimal = decimal.stripTrailingZeros();
    return DecimalNode.valueOf(decimal.scale() < 1 ? decimal.setScale(1) : decimal);
  }

  /**
   * The tree of a text.
   *
   * @throws IllegalArgumentException if it is no JSON, saying where
   */
  public static JsonNode read(byte[] text) {
    try {
      return MAPPER.readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          e.getOriginalMessage() + " at line " + e.getLocation().getLineNr(), e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The text of a tree, on one line. */
  public static String write(JsonNode tree) {
    try {
      return MAPPER.writeValueAsString(tree);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
