package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.local.api.model.ApiException;
import java.util.List;

/**
 * An answer that is complete: a JSON tree, or text if {@code contentType} is not JSON's.
 *
 * @param warnings what goes into {@code Warning} headers
 */
record Reply(int code, JsonNode body, String contentType, List<String> warnings) {
  static Reply of(int code, JsonNode body) {
    return new Reply(code, body, "application/json", List.of());
  }

  static Reply of(ApiException refusal) {
    return of(refusal.code(), refusal.status());
  }

  Reply withWarnings(List<String> more) {
    return new Reply(code, body, contentType, more);
  }
}
