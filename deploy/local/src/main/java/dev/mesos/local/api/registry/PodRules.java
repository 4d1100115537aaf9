package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.schema.FieldPath;
import dev.mesos.local.api.schema.Quantity;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/** What Kubernetes refuses in the specification of a pod. */
final class PodRules {
  private static final Pattern LABEL = Pattern.compile("[a-z0-9]([-a-z0-9]*[a-z0-9])?");
  private static final String LABEL_MESSAGE =
      "a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and"
          + " must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc',"
          + " regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')";

  private PodRules() {}

  /**
   * @param claims the templates of claims that come with the pods, each a volume too
   */
  static void check(JsonNode spec, JsonNode claims, FieldPath path, List<Cause> causes) {
    Set<String> volumes = new HashSet<>();
    claims.forEach(claim -> volumes.add(Json.name(claim)));
    uniqueNames(spec.path("volumes"), path.child("volumes"), volumes, causes);
    if (spec.path("containers").isEmpty()) {
      causes.add(path.child("containers").required(""));
    }
    Set<String> names = new HashSet<>();
    for (String list : List.of("initContainers", "containers")) {
      FieldPath at = path.child(list);
      uniqueNames(spec.path(list), at, names, causes);
      int i = 0;
      for (ObjectNode container : PodDefaults.objects(spec.path(list))) {
        container(container, volumes, at.index(i++), causes);
      }
    }
  }

  private static void uniqueNames(
      JsonNode items, FieldPath path, Set<String> seen, List<Cause> causes) {
    for (int i = 0; i < items.size(); i++) {
      String name = Json.text(items.get(i), "name");
      FieldPath at = path.index(i).child("name");
      if (name.isEmpty()) {
        causes.add(at.required(""));
      } else if (!LABEL.matcher(name).matches() || name.length() > 63) {
        causes.add(at.invalid(TextNode.valueOf(name), LABEL_MESSAGE));
      } else if (!seen.add(name)) {
        causes.add(at.duplicate(TextNode.valueOf(name)));
      }
    }
  }

  private static void container(
      ObjectNode container, Set<String> volumes, FieldPath path, List<Cause> causes) {
    if (Json.text(container, "image").isEmpty()) {
      causes.add(path.child("image").required(""));
    }
    JsonNode mounts = container.path("volumeMounts");
    for (int i = 0; i < mounts.size(); i++) {
      FieldPath at = path.child("volumeMounts").index(i);
      String name = Json.text(mounts.get(i), "name");
      if (!volumes.contains(name)) {
        causes.add(at.child("name").cause("FieldValueNotFound", "Not found: \"" + name + "\""));
      }
      if (Json.text(mounts.get(i), "mountPath").isEmpty()) {
        causes.add(at.child("mountPath").required(""));
      }
    }
    JsonNode ports = container.path("ports");
    for (int i = 0; i < ports.size(); i++) {
      FieldPath at = path.child("ports").index(i).child("containerPort");
      portNumber(ports.get(i).path("containerPort"), at, causes);
    }
    JsonNode env = container.path("env");
    for (int i = 0; i < env.size(); i++) {
      if (Json.text(env.get(i), "name").isEmpty()) {
        causes.add(path.child("env").index(i).child("name").required(""));
      }
      if (!Json.text(env.get(i), "value").isEmpty() && env.get(i).has("valueFrom")) {
        causes.add(
            path.child("env")
                .index(i)
                .child("valueFrom")
                .invalid(TextNode.valueOf(""), "may not be specified when `value` is not empty"));
      }
    }
    resources(container.path("resources"), path.child("resources"), causes);
  }

  private static void resources(JsonNode resources, FieldPath path, List<Cause> causes) {
    resources
        .path("requests")
        .properties()
        .forEach(e -> {
          JsonNode limit = resources.path("limits").path(e.getKey());
          if (limit.isTextual() && compare(e.getValue(), limit) > 0) {
            causes.add(
                path.child("requests")
                    .invalid(
                        e.getValue(),
                        "must be less than or equal to "
                            + e.getKey()
                            + " limit of "
                            + limit.asText()));
          }
        });
  }

  private static int compare(JsonNode a, JsonNode b) {
    return Quantity.parse(a.asText())
        .flatMap(x -> Quantity.parse(b.asText()).map(x::compareTo))
        .orElse(0);
  }

  static void portNumber(JsonNode port, FieldPath path, List<Cause> causes) {
    if (port.isMissingNode()) {
      causes.add(path.required(""));
    } else if (port.asInt() < 1 || port.asInt() > 65535) {
      causes.add(path.invalid(port, "must be between 1 and 65535, inclusive"));
    }
  }
}
