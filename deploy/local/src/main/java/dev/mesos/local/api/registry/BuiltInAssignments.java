package dev.mesos.local.api.registry;

import static dev.mesos.local.api.registry.PodDefaults.objects;
import static dev.mesos.local.api.registry.PodDefaults.orElse;
import static dev.mesos.local.api.registry.PodDefaults.orElseAll;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the server gives objects of Kubernetes' own kinds: addresses, first states, finalizers. */
final class BuiltInAssignments {
  private static final int EVICT_AFTER_SECONDS = 300;

  private final ServiceAddresses addresses = new ServiceAddresses();

  void assign(ResourceType type, ObjectNode object, @Nullable ObjectNode old) {
    if (type.is("", "services")) {
      service(object, old);
    }
    if (type.is("", "pods")) {
      PodDefaults.assign(Json.ensure(object, "spec"));
    }
    if (old == null) {
      first(type, object);
    }
  }

  private static void first(ResourceType type, ObjectNode object) {
    switch (type.qualifiedName()) {
      case "namespaces" -> {
        Json.ensure(object, "spec").putArray("finalizers").add("kubernetes");
        Json.ensure(object, "status").put("phase", "Active");
      }
      case "pods" -> {
        Json.ensure(object, "status").put("phase", "Pending").put("qosClass", qosClass(object));
        tolerations(Json.ensure(object, "spec"));
      }
      case "persistentvolumeclaims", "persistentvolumes" ->
          Json.ensure(object, "status").put("phase", "Pending");
      // what controllers count, and clients read before they have
      case "statefulsets.apps" ->
          Json.ensure(object, "status").put("replicas", 0).put("availableReplicas", 0);
      case "deployments.apps" -> Json.ensure(object, "status");
      case "replicasets.apps" -> Json.ensure(object, "status").put("replicas", 0);
      case "poddisruptionbudgets.policy" ->
          orElseAll(
              Json.ensure(object, "status"),
              Map.of(
                  "currentHealthy", 0,
                  "desiredHealthy", 0,
                  "disruptionsAllowed", 0,
                  "expectedPods", 0));
      case "customresourcedefinitions.apiextensions.k8s.io" ->
          ObjectMetadata.addFinalizer(object, DefinitionController.FINALIZER);
      default -> {}
    }
  }

  private void service(ObjectNode object, @Nullable ObjectNode old) {
    ObjectNode spec = Json.ensure(object, "spec");
    JsonNode before = old == null ? Json.object() : old.path("spec");
    String type = Json.text(spec, "type");
    if (!type.equals("ExternalName")) {
      addresses.assign(spec, before);
      orElse(spec, "ipFamilyPolicy", "SingleStack");
      if (!spec.has("ipFamilies")) {
        spec.putArray("ipFamilies").add("IPv4");
      }
    }
    if (type.equals("NodePort") || type.equals("LoadBalancer")) {
      addresses.assignNodePorts(spec, before);
    }
    Json.ensure(object, "status", "loadBalancer");
  }

  private static void tolerations(ObjectNode spec) {
    ArrayNode tolerations = spec.withArrayProperty("tolerations");
    for (String key : List.of("node.kubernetes.io/not-ready", "node.kubernetes.io/unreachable")) {
      boolean there = objects(tolerations).stream().anyMatch(t -> Json.text(t, "key").equals(key));
      if (!there) {
        tolerations
            .addObject()
            .put("effect", "NoExecute")
            .put("key", key)
            .put("operator", "Exists")
            .put("tolerationSeconds", EVICT_AFTER_SECONDS);
      }
    }
  }

  private static String qosClass(ObjectNode pod) {
    boolean any = false;
    boolean guaranteed = true;
    for (ObjectNode container : objects(pod.path("spec").path("containers"))) {
      JsonNode requests = container.path("resources").path("requests");
      JsonNode limits = container.path("resources").path("limits");
      any |= !requests.isEmpty() || !limits.isEmpty();
      guaranteed &= limits.has("cpu") && limits.has("memory") && Json.same(requests, limits);
    }
    return !any ? "BestEffort" : guaranteed ? "Guaranteed" : "Burstable";
  }
}
