package dev.mesos.local.api.registry;

import static dev.mesos.local.api.registry.PodDefaults.objects;
import static dev.mesos.local.api.registry.PodDefaults.orElse;
import static dev.mesos.local.api.registry.PodDefaults.orElseAll;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;

/**
 * What a real API server fills in. An operator that compares what it wants with what is there has
 * to see the same here.
 */
final class BuiltInDefaults {
  void complete(ResourceType type, ObjectNode object) {
    switch (type.qualifiedName()) {
      case "namespaces" -> namespace(object);
      case "pods" -> pod(object);
      case "services" -> service(object);
      case "secrets" -> secret(object);
      case "persistentvolumeclaims" -> claim(object);
      case "persistentvolumes" -> volume(object);
      case "endpoints" ->
          objects(object.path("subsets"))
              .forEach(set -> objects(set.path("ports")).forEach(BuiltInDefaults::port));
      case "statefulsets.apps" -> statefulSet(object);
      case "deployments.apps" -> deployment(object);
      case "replicasets.apps" -> replicaSet(object);
      case "endpointslices.discovery.k8s.io" ->
          objects(object.path("ports")).forEach(BuiltInDefaults::slicePort);
      case "networkpolicies.networking.k8s.io" -> networkPolicy(object);
      case "storageclasses.storage.k8s.io" ->
          orElseAll(object, Map.of("reclaimPolicy", "Delete", "volumeBindingMode", "Immediate"));
      case "rolebindings.rbac.authorization.k8s.io",
          "clusterrolebindings.rbac.authorization.k8s.io" ->
          binding(object);
      case "customresourcedefinitions.apiextensions.k8s.io" -> definition(object);
      default -> {}
    }
  }

  private static void namespace(ObjectNode object) {
    Json.ensure(object, "metadata", "labels").put("kubernetes.io/metadata.name", Json.name(object));
  }

  private static void pod(ObjectNode object) {
    PodDefaults.completePod(Json.ensure(object, "spec"));
  }

  private static void service(ObjectNode object) {
    ObjectNode spec = Json.ensure(object, "spec");
    orElse(spec, "sessionAffinity", "None");
    orElse(spec, "type", "ClusterIP");
    String type = Json.text(spec, "type");
    for (ObjectNode port : objects(spec.path("ports"))) {
      orElse(port, "protocol", "TCP");
      if (!port.has("targetPort")) {
        port.set("targetPort", port.path("port"));
      }
    }
    if (!type.equals("ExternalName")) {
      orElse(spec, "internalTrafficPolicy", "Cluster");
    }
    if (type.equals("NodePort") || type.equals("LoadBalancer")) {
      orElse(spec, "externalTrafficPolicy", "Cluster");
    }
    if (type.equals("LoadBalancer")) {
      orElse(spec, "allocateLoadBalancerNodePorts", true);
    }
  }

  private static void secret(ObjectNode object) {
    orElse(object, "type", "Opaque");
    if (object.remove("stringData") instanceof ObjectNode texts) {
      ObjectNode data = Json.ensure(object, "data");
      texts
          .properties()
          .forEach(e ->
              data.put(
                  e.getKey(),
                  Base64.getEncoder()
                      .encodeToString(e.getValue().asText().getBytes(StandardCharsets.UTF_8))));
    }
  }

  private static void claim(ObjectNode object) {
    orElse(Json.ensure(object, "spec"), "volumeMode", "Filesystem");
  }

  private static void volume(ObjectNode object) {
    orElseAll(
        Json.ensure(object, "spec"),
        Map.of("persistentVolumeReclaimPolicy", "Retain", "volumeMode", "Filesystem"));
  }

  private static void port(ObjectNode port) {
    orElse(port, "protocol", "TCP");
  }

  private static void slicePort(ObjectNode port) {
    orElse(port, "protocol", "TCP");
    orElse(port, "name", "");
  }

  private static void statefulSet(ObjectNode object) {
    ObjectNode spec = workload(object);
    orElse(spec, "podManagementPolicy", "OrderedReady");
    ObjectNode strategy = Json.ensure(spec, "updateStrategy");
    orElse(strategy, "type", "RollingUpdate");
    if (Json.text(strategy, "type").equals("RollingUpdate")) {
      orElse(Json.ensure(strategy, "rollingUpdate"), "partition", 0);
    }
    orElse(spec, "revisionHistoryLimit", 10);
    orElseAll(
        Json.ensure(spec, "persistentVolumeClaimRetentionPolicy"),
        Map.of("whenDeleted", "Retain", "whenScaled", "Retain"));
    for (ObjectNode claim : objects(spec.path("volumeClaimTemplates"))) {
      claim.put("apiVersion", "v1").put("kind", "PersistentVolumeClaim");
      orElse(Json.ensure(claim, "spec"), "volumeMode", "Filesystem");
      orElse(Json.ensure(claim, "status"), "phase", "Pending");
    }
  }

  private static void deployment(ObjectNode object) {
    ObjectNode spec = workload(object);
    ObjectNode strategy = Json.ensure(spec, "strategy");
    orElse(strategy, "type", "RollingUpdate");
    if (Json.text(strategy, "type").equals("RollingUpdate")) {
      orElseAll(
          Json.ensure(strategy, "rollingUpdate"),
          Map.of("maxSurge", "25%", "maxUnavailable", "25%"));
    }
    orElse(spec, "revisionHistoryLimit", 10);
    orElse(spec, "progressDeadlineSeconds", 600);
  }

  private static void replicaSet(ObjectNode object) {
    workload(object);
  }

  private static ObjectNode workload(ObjectNode object) {
    ObjectNode spec = Json.ensure(object, "spec");
    orElse(spec, "replicas", 1);
    Json.ensure(spec, "template", "metadata");
    PodDefaults.complete(Json.ensure(spec, "template", "spec"));
    return spec;
  }

  private static void networkPolicy(ObjectNode object) {
    ObjectNode spec = Json.ensure(object, "spec");
    if (!spec.has("policyTypes")) {
      ArrayNode types = spec.putArray("policyTypes").add("Ingress");
      if (spec.has("egress")) {
        types.add("Egress");
      }
    }
    for (String direction : new String[] {"ingress", "egress"}) {
      objects(spec.path(direction))
          .forEach(rule -> objects(rule.path("ports")).forEach(BuiltInDefaults::port));
    }
  }

  private static void binding(ObjectNode object) {
    orElse(Json.ensure(object, "roleRef"), "apiGroup", "rbac.authorization.k8s.io");
    for (ObjectNode subject : objects(object.path("subjects"))) {
      if (!Json.text(subject, "kind").equals("ServiceAccount")) {
        orElse(subject, "apiGroup", "rbac.authorization.k8s.io");
      }
    }
  }

  private static void definition(ObjectNode object) {
    ObjectNode spec = Json.ensure(object, "spec");
    orElse(Json.ensure(spec, "conversion"), "strategy", "None");
    ObjectNode names = Json.ensure(spec, "names");
    String kind = Json.text(names, "kind");
    orElse(names, "singular", kind.toLowerCase(java.util.Locale.ROOT));
    orElse(names, "listKind", kind + "List");
  }
}
