package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import java.util.List;
import java.util.Map;

/** What a pod's specification has when it does not say otherwise. */
final class PodDefaults {
  private static final int MODE_0644 = 420;

  private PodDefaults() {}

  /** For a pod and for the template of one. */
  static void complete(ObjectNode spec) {
    orElse(spec, "restartPolicy", "Always");
    orElse(spec, "dnsPolicy", "ClusterFirst");
    orElse(spec, "schedulerName", "default-scheduler");
    orElse(spec, "terminationGracePeriodSeconds", 30);
    Json.ensure(spec, "securityContext");
    if (spec.has("serviceAccountName")) {
      spec.set("serviceAccount", spec.get("serviceAccountName"));
    } else if (spec.has("serviceAccount")) {
      spec.set("serviceAccountName", spec.get("serviceAccount"));
    }
    for (String list : List.of("initContainers", "containers", "ephemeralContainers")) {
      objects(spec.path(list)).forEach(PodDefaults::container);
    }
    objects(spec.path("volumes")).forEach(PodDefaults::volume);
  }

  /** For a pod only. */
  static void completePod(ObjectNode spec) {
    orElse(spec, "enableServiceLinks", true);
    complete(spec);
    for (ObjectNode container : objects(spec.path("containers"))) {
      JsonNode limits = container.path("resources").path("limits");
      limits
          .properties()
          .forEach(e -> {
            ObjectNode requests = Json.ensure(container, "resources", "requests");
            if (!requests.has(e.getKey())) {
              requests.set(e.getKey(), e.getValue());
            }
          });
    }
  }

  /** What a pod gets that nobody has asked for. */
  static void assign(ObjectNode spec) {
    orElse(spec, "serviceAccountName", "default");
    spec.set("serviceAccount", spec.get("serviceAccountName"));
    orElse(spec, "priority", 0);
    orElse(spec, "preemptionPolicy", "PreemptLowerPriority");
  }

  private static void container(ObjectNode container) {
    orElse(container, "terminationMessagePath", "/dev/termination-log");
    orElse(container, "terminationMessagePolicy", "File");
    orElse(container, "imagePullPolicy", pullPolicy(Json.text(container, "image")));
    Json.ensure(container, "resources");
    objects(container.path("ports")).forEach(port -> orElse(port, "protocol", "TCP"));
    for (String probe : List.of("livenessProbe", "readinessProbe", "startupProbe")) {
      if (container.get(probe) instanceof ObjectNode found) {
        probe(found);
      }
    }
    for (String hook : List.of("postStart", "preStop")) {
      if (container.path("lifecycle").path(hook).get("httpGet") instanceof ObjectNode get) {
        httpGet(get);
      }
    }
    for (ObjectNode variable : objects(container.path("env"))) {
      if (variable.has("value") && Json.text(variable, "value").isEmpty()) {
        variable.remove("value");
      }
      fieldRef(variable.path("valueFrom"));
    }
  }

  private static String pullPolicy(String image) {
    String last = image.substring(image.lastIndexOf('/') + 1);
    boolean latest = !last.contains(":") || last.endsWith(":latest");
    return latest && !image.contains("@") ? "Always" : "IfNotPresent";
  }

  private static void fieldRef(JsonNode source) {
    if (source.get("fieldRef") instanceof ObjectNode reference) {
      orElse(reference, "apiVersion", "v1");
    }
    if (source.get("resourceFieldRef") instanceof ObjectNode reference) {
      orElse(reference, "divisor", "0");
    }
  }

  private static void probe(ObjectNode probe) {
    orElse(probe, "timeoutSeconds", 1);
    orElse(probe, "periodSeconds", 10);
    orElse(probe, "successThreshold", 1);
    orElse(probe, "failureThreshold", 3);
    if (probe.get("httpGet") instanceof ObjectNode get) {
      httpGet(get);
    }
    if (probe.get("grpc") instanceof ObjectNode grpc) {
      orElse(grpc, "service", "");
    }
  }

  private static void httpGet(ObjectNode get) {
    orElse(get, "path", "/");
    orElse(get, "scheme", "HTTP");
  }

  private static void volume(ObjectNode volume) {
    if (volume.size() <= 1) {
      volume.putObject("emptyDir");
    }
    for (String source : List.of("secret", "configMap", "downwardAPI", "projected")) {
      if (volume.get(source) instanceof ObjectNode found) {
        orElse(found, "defaultMode", MODE_0644);
        objects(found.path("items")).forEach(PodDefaults::fieldRef);
      }
    }
    for (ObjectNode source : objects(volume.path("projected").path("sources"))) {
      if (source.get("serviceAccountToken") instanceof ObjectNode token) {
        orElse(token, "expirationSeconds", 3600);
      }
      objects(source.path("downwardAPI").path("items")).forEach(PodDefaults::fieldRef);
    }
    if (volume.get("hostPath") instanceof ObjectNode path) {
      orElse(path, "type", "");
    }
    if (volume.path("ephemeral").path("volumeClaimTemplate").get("spec") instanceof ObjectNode s) {
      orElse(s, "volumeMode", "Filesystem");
    }
  }

  static List<ObjectNode> objects(JsonNode array) {
    List<ObjectNode> found = new java.util.ArrayList<>();
    array.forEach(item -> {
      if (item instanceof ObjectNode object) {
        found.add(object);
      }
    });
    return found;
  }

  static void orElse(ObjectNode object, String field, Object value) {
    if (!object.has(field)) {
      object.set(field, Json.MAPPER.valueToTree(value));
    }
  }

  static void orElseAll(ObjectNode object, Map<String, Object> values) {
    values.forEach((field, value) -> orElse(object, field, value));
  }
}
