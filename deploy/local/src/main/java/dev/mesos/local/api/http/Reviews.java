package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import io.vertx.core.http.HttpMethod;
import java.util.Optional;

/** Access reviews: everything is allowed, since rights are stored here but not enforced. */
final class Reviews {
  private static final String PREFIX = "/apis/authorization.k8s.io/v1/";

  private Reviews() {}

  static Optional<Reply> answer(HttpMethod method, String path, String contentType, String body) {
    if (!method.equals(HttpMethod.POST) || !path.startsWith(PREFIX)) {
      return Optional.empty();
    }
    String name = path.substring(path.lastIndexOf('/') + 1);
    ObjectNode review = Body.readObject(contentType, body);
    switch (name) {
      case "selfsubjectaccessreviews", "subjectaccessreviews", "localsubjectaccessreviews" ->
          review
              .putObject("status")
              .put("allowed", true)
              .put("reason", "rights are not enforced on the embedded cluster");
      case "selfsubjectrulesreviews" -> rules(review.putObject("status"));
      default -> {
        return Optional.empty();
      }
    }
    return Optional.of(Reply.of(201, review));
  }

  private static void rules(ObjectNode status) {
    ObjectNode rule = status.putArray("resourceRules").addObject();
    star(rule, "verbs");
    star(rule, "apiGroups");
    star(rule, "resources");
    ObjectNode urls = status.putArray("nonResourceRules").addObject();
    star(urls, "verbs");
    star(urls, "nonResourceURLs");
    status.put("incomplete", false);
  }

  private static void star(ObjectNode rule, String field) {
    ArrayNode values = Json.array().add("*");
    rule.set(field, values);
  }
}
