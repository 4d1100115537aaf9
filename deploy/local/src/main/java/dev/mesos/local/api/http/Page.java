package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;

/**
 * A part of a listing. The next part begins after the last key of this one and keeps its
 * resourceVersion, so that a watch from there tells all that changed between the parts.
 */
record Page(List<ObjectNode> objects, ObjectNode metadata) {
  static Page of(List<ObjectNode> all, long revision, long limit, String token) {
    String[] start = token.isEmpty() ? new String[] {Long.toString(revision), ""} : decode(token);
    List<ObjectNode> left =
        start[1].isEmpty()
            ? all
            : all.stream().filter(object -> key(object).compareTo(start[1]) > 0).toList();
    ObjectNode metadata = Json.object().put("resourceVersion", start[0]);
    if (limit <= 0 || left.size() <= limit) {
      return new Page(left, metadata);
    }
    List<ObjectNode> part = left.subList(0, (int) limit);
    metadata.put("continue", encode(start[0], key(part.getLast())));
    metadata.put("remainingItemCount", left.size() - part.size());
    return new Page(part, metadata);
  }

  private static String key(ObjectNode object) {
    return Json.namespace(object) + "\0" + Json.name(object);
  }

  private static String encode(String revision, String key) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString((revision + "\n" + key).getBytes(StandardCharsets.UTF_8));
  }

  private static String[] decode(String token) {
    try {
      String text = new String(Base64.getUrlDecoder().decode(token), StandardCharsets.UTF_8);
      String[] parts = text.split("\n", 2);
      if (parts.length == 2) {
        return parts;
      }
    } catch (IllegalArgumentException e) {
      // told below
    }
    throw ApiException.badRequest("continue key is not valid: " + token);
  }
}
