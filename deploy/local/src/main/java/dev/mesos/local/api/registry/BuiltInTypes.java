package dev.mesos.local.api.registry;

import dev.mesos.local.api.model.ResourceType;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Kubernetes' own kinds, as far as they are served. */
final class BuiltInTypes {
  private static final List<String> POD_FIELDS =
      List.of(
          "spec.nodeName",
          "spec.restartPolicy",
          "spec.schedulerName",
          "spec.serviceAccountName",
          "spec.hostNetwork",
          "status.phase",
          "status.podIP",
          "status.nominatedNodeName");
  private static final List<String> EVENT_FIELDS =
      List.of(
          "involvedObject.kind",
          "involvedObject.namespace",
          "involvedObject.name",
          "involvedObject.uid",
          "involvedObject.apiVersion",
          "involvedObject.resourceVersion",
          "involvedObject.fieldPath",
          "reason",
          "reportingComponent",
          "source",
          "type");

  private final BuiltInSchemas schemas;

  BuiltInTypes(BuiltInSchemas schemas) {
    this.schemas = schemas;
  }

  List<ResourceType> all() {
    String rbac = "rbac.authorization.k8s.io";
    return List.of(
            core("Namespace", "namespaces", false, "ns", Set.of("status", "finalize"))
                .selectable("status.phase"),
            core("Pod", "pods", true, "po", POD_SUBRESOURCES).all().selectable(POD_FIELDS),
            core("Service", "services", true, "svc", Set.of("status", "proxy"))
                .all()
                .selectable("spec.clusterIP", "spec.type"),
            core("Endpoints", "endpoints", true, "ep", Set.of()).singular("endpoints"),
            core("ConfigMap", "configmaps", true, "cm", Set.of()),
            core("Secret", "secrets", true, "", Set.of()).selectable("type"),
            core("PersistentVolumeClaim", "persistentvolumeclaims", true, "pvc", Set.of("status")),
            core("PersistentVolume", "persistentvolumes", false, "pv", Set.of("status")),
            core("Event", "events", true, "ev", Set.of()).selectable(EVENT_FIELDS),
            core("Node", "nodes", false, "no", Set.of("status")).selectable("spec.unschedulable"),
            core("ServiceAccount", "serviceaccounts", true, "sa", Set.of()),
            in("apps", "StatefulSet", "statefulsets", "sts", Set.of("status", "scale")).all(),
            in("apps", "Deployment", "deployments", "deploy", Set.of("status", "scale")).all(),
            in("apps", "ReplicaSet", "replicasets", "rs", Set.of("status", "scale"))
                .all()
                .selectable("status.replicas"),
            in("apps", "ControllerRevision", "controllerrevisions", "", Set.of()),
            in("policy", "PodDisruptionBudget", "poddisruptionbudgets", "pdb", Set.of("status")),
            in("coordination.k8s.io", "Lease", "leases", "", Set.of()),
            in("discovery.k8s.io", "EndpointSlice", "endpointslices", "", Set.of()),
            in("networking.k8s.io", "NetworkPolicy", "networkpolicies", "netpol", Set.of()),
            in("storage.k8s.io", "StorageClass", "storageclasses", "sc", Set.of()).clusterWide(),
            in("events.k8s.io", "Event", "events", "ev", Set.of())
                .selectable("reason", "reportingController", "type"),
            in(
                    "apiextensions.k8s.io",
                    "CustomResourceDefinition",
                    "customresourcedefinitions",
                    "crd",
                    Set.of("status"))
                .shortNames("crd", "crds")
                .category("api-extensions")
                .clusterWide(),
            in(rbac, "Role", "roles", "", Set.of()),
            in(rbac, "RoleBinding", "rolebindings", "", Set.of()),
            in(rbac, "ClusterRole", "clusterroles", "", Set.of()).clusterWide(),
            in(rbac, "ClusterRoleBinding", "clusterrolebindings", "", Set.of()).clusterWide())
        .stream()
        .map(Draft::build)
        .toList();
  }

  private static final Set<String> POD_SUBRESOURCES =
      Set.of("status", "log", "eviction", "binding", "exec", "portforward", "proxy");

  private Draft core(
      String kind, String plural, boolean namespaced, String shortName, Set<String> subs) {
    Draft draft = in("", kind, plural, shortName, subs);
    draft.namespaced = namespaced;
    return draft;
  }

  private Draft in(
      String group, String kind, String plural, String shortName, Set<String> subresources) {
    return new Draft(group, kind, plural, shortName, subresources);
  }

  /** A type while it is being described. */
  private final class Draft {
    private final String group;
    private final String kind;
    private final String plural;
    private final Set<String> subresources;
    private String singular;
    private boolean namespaced = true;
    private List<String> shortNames;
    private List<String> categories = List.of();
    private List<String> selectable = List.of();

    private Draft(
        String group, String kind, String plural, String shortName, Set<String> subresources) {
      this.group = group;
      this.kind = kind;
      this.plural = plural;
      this.singular = kind.toLowerCase(Locale.ROOT);
      this.shortNames = shortName.isEmpty() ? List.of() : List.of(shortName);
      this.subresources = subresources;
    }

    private Draft all() {
      return category("all");
    }

    private Draft category(String category) {
      categories = List.of(category);
      return this;
    }

    private Draft clusterWide() {
      namespaced = false;
      return this;
    }

    private Draft singular(String name) {
      singular = name;
      return this;
    }

    private Draft shortNames(String... names) {
      shortNames = List.of(names);
      return this;
    }

    private Draft selectable(String... fields) {
      return selectable(List.of(fields));
    }

    private Draft selectable(List<String> fields) {
      selectable = fields;
      return this;
    }

    private ResourceType build() {
      return new ResourceType(
          group,
          "v1",
          kind,
          plural,
          singular,
          shortNames,
          categories,
          namespaced,
          subresources,
          Optional.empty(),
          schemas.of(group, "v1", kind),
          List.of(),
          selectable,
          false);
    }
  }
}
