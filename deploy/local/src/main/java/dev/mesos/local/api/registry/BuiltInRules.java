package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.model.Selector;
import dev.mesos.local.api.schema.FieldPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Kubernetes refuses in objects of its own kinds, as far as clients here can come across it.
 */
final class BuiltInRules {
  private static final FieldPath SPEC = FieldPath.ROOT.child("spec");
  private static final Set<String> STATEFUL_SET_MUTABLE =
      Set.of(
          "replicas",
          "ordinals",
          "template",
          "updateStrategy",
          "revisionHistoryLimit",
          "persistentVolumeClaimRetentionPolicy",
          "minReadySeconds");
  private static final Set<String> CLAIM_MUTABLE =
      Set.of("resources", "volumeAttributesClassName", "volumeName", "storageClassName");

  private final DefinitionRules definitions;

  BuiltInRules(DefinitionRules definitions) {
    this.definitions = definitions;
  }

  List<Cause> check(ResourceType type, ObjectNode object, @Nullable ObjectNode old) {
    List<Cause> causes = new ArrayList<>();
    JsonNode spec = object.path("spec");
    switch (type.qualifiedName()) {
      case "pods" -> pod(object, old, causes);
      case "services" -> service(spec, old, causes);
      case "secrets", "configmaps" -> data(object, old, causes);
      case "persistentvolumeclaims" -> claim(spec, old, causes);
      case "statefulsets.apps" -> {
        workload(spec, old, causes);
        statefulSet(spec, old, causes);
      }
      case "deployments.apps", "replicasets.apps" -> workload(spec, old, causes);
      case "poddisruptionbudgets.policy" -> budget(spec, causes);
      case "rolebindings.rbac.authorization.k8s.io",
          "clusterrolebindings.rbac.authorization.k8s.io" ->
          unchanged(FieldPath.ROOT, "roleRef", object, old, "cannot change roleRef", causes);
      case "customresourcedefinitions.apiextensions.k8s.io" ->
          causes.addAll(definitions.check(object, old));
      default -> {}
    }
    return causes;
  }

  private static void pod(ObjectNode object, @Nullable ObjectNode old, List<Cause> causes) {
    PodRules.check(object.path("spec"), Json.array(), SPEC, causes);
    if (old == null) {
      return;
    }
    ObjectNode mutable = object.path("spec").deepCopy();
    ObjectNode before = old.path("spec").deepCopy();
    for (ObjectNode spec : List.of(mutable, before)) {
      for (String list : List.of("containers", "initContainers")) {
        PodDefaults.objects(spec.path(list)).forEach(container -> container.remove("image"));
      }
      spec.remove(
          List.of(
              "activeDeadlineSeconds", "tolerations", "terminationGracePeriodSeconds", "nodeName"));
    }
    boolean bound = !Json.text(old, "spec", "nodeName").isEmpty();
    boolean moved =
        !Json.text(object, "spec", "nodeName").equals(Json.text(old, "spec", "nodeName"));
    if ((bound && moved) || !Json.same(mutable, before)) {
      causes.add(
          SPEC.forbidden(
              "pod updates may not change fields other than"
                  + " `spec.containers[*].image`,`spec.initContainers[*].image`,"
                  + "`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing"
                  + " tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if"
                  + " it was previously negative)"));
    }
  }

  private static void service(JsonNode spec, @Nullable ObjectNode old, List<Cause> causes) {
    boolean headless = Json.text(spec, "clusterIP").equals("None");
    boolean external = Json.text(spec, "type").equals("ExternalName");
    JsonNode ports = spec.path("ports");
    if (ports.isEmpty() && !headless && !external) {
      causes.add(SPEC.child("ports").required(""));
    }
    for (int i = 0; i < ports.size(); i++) {
      FieldPath path = SPEC.child("ports").index(i);
      if (ports.size() > 1 && Json.text(ports.get(i), "name").isEmpty()) {
        causes.add(path.child("name").required(""));
      }
      PodRules.portNumber(ports.get(i).path("port"), path.child("port"), causes);
    }
    if (old != null
        && !external
        && !Json.text(spec, "clusterIP").equals(Json.text(old, "spec", "clusterIP"))
        && !Json.text(old, "spec", "clusterIP").isEmpty()) {
      causes.add(
          SPEC.child("clusterIPs")
              .index(0)
              .invalid(spec.path("clusterIPs"), "may not change once set"));
    }
  }

  private static void data(ObjectNode object, @Nullable ObjectNode old, List<Cause> causes) {
    if (old == null) {
      return;
    }
    if (old.path("immutable").asBoolean()) {
      unchanged(
          FieldPath.ROOT,
          "data",
          object,
          old,
          "field is immutable when `immutable` is set",
          causes);
    }
    if (old.has("type")) {
      unchanged(FieldPath.ROOT, "type", object, old, "field is immutable", causes);
    }
  }

  private static void claim(JsonNode spec, @Nullable ObjectNode old, List<Cause> causes) {
    if (spec.path("accessModes").isEmpty()) {
      causes.add(SPEC.child("accessModes").required("at least 1 access mode is required"));
    }
    if (!spec.path("resources").path("requests").has("storage")) {
      causes.add(SPEC.child("resources").key("storage").required(""));
    }
    if (old != null) {
      ObjectNode now = spec.deepCopy();
      ObjectNode before = old.path("spec").deepCopy();
      if (!Json.same(now.remove(CLAIM_MUTABLE), before.remove(CLAIM_MUTABLE))) {
        causes.add(
            SPEC.forbidden(
                "spec is immutable after creation except resources.requests and"
                    + " volumeAttributesClassName for bound claims"));
      }
    }
  }

  private static void workload(JsonNode spec, @Nullable ObjectNode old, List<Cause> causes) {
    JsonNode selector = spec.path("selector");
    FieldPath path = SPEC.child("selector");
    if (!selector.isObject()) {
      causes.add(path.required(""));
    } else if (selector.isEmpty()) {
      causes.add(path.invalid(selector, "empty selector is invalid for this workload"));
    } else if (!Selector.labelSelector(selector).test(spec.path("template"))) {
      causes.add(
          SPEC.child("template")
              .child("metadata")
              .child("labels")
              .invalid(
                  spec.path("template").path("metadata").path("labels"),
                  "`selector` does not match template `labels`"));
    }
    if (old != null) {
      unchanged(SPEC, "selector", spec, old.path("spec"), "field is immutable", causes);
    }
    if (spec.path("replicas").asInt(0) < 0) {
      causes.add(
          SPEC.child("replicas")
              .invalid(spec.path("replicas"), "must be greater than or equal to 0"));
    }
    FieldPath template = SPEC.child("template").child("spec");
    PodRules.check(
        spec.path("template").path("spec"), spec.path("volumeClaimTemplates"), template, causes);
    String restart = Json.text(spec, "template", "spec", "restartPolicy");
    if (!restart.equals("Always")) {
      causes.add(
          template
              .child("restartPolicy")
              .notSupported(TextNode.valueOf(restart), List.of("Always")));
    }
  }

  private static void statefulSet(JsonNode spec, @Nullable ObjectNode old, List<Cause> causes) {
    if (old == null) {
      return;
    }
    ObjectNode now = spec.deepCopy();
    ObjectNode before = old.path("spec").deepCopy();
    if (!Json.same(now.remove(STATEFUL_SET_MUTABLE), before.remove(STATEFUL_SET_MUTABLE))) {
      causes.add(
          SPEC.forbidden(
              "updates to statefulset spec for fields other than 'replicas', 'ordinals',"
                  + " 'template', 'updateStrategy', 'revisionHistoryLimit',"
                  + " 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are"
                  + " forbidden"));
    }
  }

  private static void budget(JsonNode spec, List<Cause> causes) {
    if (spec.has("minAvailable") && spec.has("maxUnavailable")) {
      causes.add(SPEC.invalid(spec, "minAvailable and maxUnavailable cannot be both set"));
    }
  }

  private static void unchanged(
      FieldPath parent,
      String field,
      JsonNode now,
      @Nullable JsonNode old,
      String message,
      List<Cause> causes) {
    if (old != null && old.has(field) && !Json.same(now.path(field), old.path(field))) {
      causes.add(parent.child(field).invalid(now.path(field), message));
    }
  }
}
