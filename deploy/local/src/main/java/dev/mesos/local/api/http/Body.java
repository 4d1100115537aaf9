package dev.mesos.local.api.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import java.util.Locale;

/** Reads the bodies of requests. */
final class Body {
  private static final YAMLMapper YAML = new YAMLMapper();

  private Body() {}

  static String mediaType(String contentType) {
    return contentType.split(";")[0].strip().toLowerCase(Locale.ROOT);
  }

  static JsonNode read(String contentType, String body) {
    String type = mediaType(contentType);
    try {
      if (type.endsWith("yaml")) {
        return YAML.readTree(body);
      }
      if (type.isEmpty() || type.endsWith("json") || type.equals("*/*")) {
        return Json.MAPPER.readTree(body);
      }
    } catch (JsonProcessingException e) {
      throw ApiException.badRequest(
          "the object provided is unrecognized: " + e.getOriginalMessage());
    }
    throw ApiException.unsupportedMediaType("application/json, application/yaml");
  }

  static ObjectNode readObject(String contentType, String body) {
    if (read(contentType, body) instanceof ObjectNode object) {
      return object;
    }
    throw ApiException.badRequest("the object provided is not a JSON object");
  }
}
