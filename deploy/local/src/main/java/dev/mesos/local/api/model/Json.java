package dev.mesos.local.api.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Short ways to read and build JSON trees. Missing parts read as missing, never as an error. */
public final class Json {
  public static final ObjectMapper MAPPER =
      new ObjectMapper().disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

  private Json() {}

  public static ObjectNode object() {
    return JsonNodeFactory.instance.objectNode();
  }

  public static ArrayNode array() {
    return JsonNodeFactory.instance.arrayNode();
  }

  public static ObjectNode parseObject(String json) {
    try {
      if (MAPPER.readTree(json) instanceof ObjectNode object) {
        return object;
      }
      throw new IllegalArgumentException("not a JSON object");
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** The node at the path, or a missing node. */
  public static JsonNode at(@Nullable JsonNode node, String... path) {
    JsonNode here = node == null ? MissingNode.getInstance() : node;
    for (String step : path) {
      here = here.path(step);
    }
    return here;
  }

  /** The text at the path, or the empty string. */
  public static String text(@Nullable JsonNode node, String... path) {
    JsonNode found = at(node, path);
    return found.isValueNode() && !found.isNull() ? found.asText() : "";
  }

  /** The object at the path, created (with all objects above it) if it is not there. */
  public static ObjectNode ensure(ObjectNode node, String... path) {
    ObjectNode here = node;
    for (String step : path) {
      here = here.get(step) instanceof ObjectNode next ? next : here.putObject(step);
    }
    return here;
  }

  public static ObjectNode metadata(ObjectNode object) {
    return ensure(object, "metadata");
  }

  public static String name(JsonNode object) {
    return text(object, "metadata", "name");
  }

  public static String namespace(JsonNode object) {
    return text(object, "metadata", "namespace");
  }

  public static String uid(JsonNode object) {
    return text(object, "metadata", "uid");
  }

  public static boolean isDeleting(JsonNode object) {
    return !text(object, "metadata", "deletionTimestamp").isEmpty();
  }

  public static List<String> texts(JsonNode array) {
    List<String> found = new ArrayList<>();
    array.forEach(item -> found.add(item.asText()));
    return found;
  }

  /** Now, as Kubernetes writes it: whole seconds, UTC. */
  public static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }

  /**
   * Whether two trees say the same: 1, 1L and 1.0 are one number, the order of fields is nothing.
   */
  public static boolean same(@Nullable JsonNode a, @Nullable JsonNode b) {
    if (a == null || b == null) {
      return a == b;
    }
    return a.equals(Json::compareScalars, b);
  }

  private static int compareScalars(JsonNode a, JsonNode b) {
    if (a.equals(b)) {
      return 0;
    }
    return a.isNumber() && b.isNumber() ? a.decimalValue().compareTo(b.decimalValue()) : 1;
  }
}
