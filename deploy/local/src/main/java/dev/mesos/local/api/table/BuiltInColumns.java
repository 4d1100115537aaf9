package dev.mesos.local.api.table;

import static dev.mesos.local.api.table.ColumnSet.at;
import static dev.mesos.local.api.table.ColumnSet.count;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.local.api.model.Json;
import java.util.Map;
import java.util.TreeMap;

/** The columns of Kubernetes' own kinds. */
final class BuiltInColumns {
  private BuiltInColumns() {}

  static ColumnSet of(String qualifiedName) {
    return switch (qualifiedName) {
      case "pods" -> PodColumns.columns();
      case "namespaces" -> new ColumnSet().name().text("Status", at("status", "phase")).age();
      case "services" -> services();
      case "endpoints" -> new ColumnSet().name().text("Endpoints", BuiltInColumns::endpoints).age();
      case "configmaps" -> new ColumnSet().name().text("Data", o -> o.path("data").size()).age();
      case "secrets" ->
          new ColumnSet()
              .name()
              .text("Type", at("type"))
              .text("Data", o -> o.path("data").size())
              .age();
      case "persistentvolumeclaims" -> claims();
      case "persistentvolumes" -> volumes();
      case "events", "events.events.k8s.io" -> events();
      case "nodes" -> nodes();
      case "serviceaccounts" ->
          new ColumnSet().name().number("Secrets", o -> o.path("secrets").size()).age();
      case "statefulsets.apps" -> statefulSets();
      case "deployments.apps" -> deployments();
      case "replicasets.apps" -> replicaSets();
      case "controllerrevisions.apps" -> revisions();
      case "poddisruptionbudgets.policy" -> budgets();
      case "leases.coordination.k8s.io" ->
          new ColumnSet().name().text("Holder", at("spec", "holderIdentity")).age();
      case "endpointslices.discovery.k8s.io" -> slices();
      case "networkpolicies.networking.k8s.io" ->
          new ColumnSet()
              .name()
              .text("Pod-Selector", o -> Cells.selector(o.path("spec").path("podSelector")))
              .age();
      case "storageclasses.storage.k8s.io" -> classes();
      case "customresourcedefinitions.apiextensions.k8s.io",
          "roles.rbac.authorization.k8s.io",
          "clusterroles.rbac.authorization.k8s.io" ->
          new ColumnSet().name().text("Created At", at("metadata", "creationTimestamp"));
      case "rolebindings.rbac.authorization.k8s.io",
          "clusterrolebindings.rbac.authorization.k8s.io" ->
          new ColumnSet()
              .name()
              .text(
                  "Role",
                  o -> Json.text(o, "roleRef", "kind") + "/" + Json.text(o, "roleRef", "name"))
              .age();
      default -> new ColumnSet().name().age();
    };
  }

  private static ColumnSet services() {
    return new ColumnSet()
        .name()
        .text("Type", at("spec", "type"))
        .text("Cluster-IP", o -> Cells.orNone(Json.text(o, "spec", "clusterIP")))
        .text("External-IP", BuiltInColumns::externalAddress)
        .text("Port(s)", BuiltInColumns::servicePorts)
        .age()
        .wide("Selector", o -> Cells.selector(o.path("spec").path("selector")));
  }

  private static String externalAddress(JsonNode service) {
    return switch (Json.text(service, "spec", "type")) {
      case "ExternalName" -> Json.text(service, "spec", "externalName");
      case "LoadBalancer" -> {
        String ips = Cells.each(service.path("status").path("loadBalancer").path("ingress"), "ip");
        yield ips.isEmpty() ? "<pending>" : ips;
      }
      default ->
          Cells.orNone(String.join(",", Json.texts(service.path("spec").path("externalIPs"))));
    };
  }

  private static String servicePorts(JsonNode service) {
    StringBuilder text = new StringBuilder();
    for (JsonNode port : service.path("spec").path("ports")) {
      text.append(text.isEmpty() ? "" : ",").append(port.path("port").asInt());
      if (port.path("nodePort").asInt(0) > 0) {
        text.append(':').append(port.path("nodePort").asInt());
      }
      text.append('/').append(Json.text(port, "protocol"));
    }
    return Cells.orNone(text.toString());
  }

  private static String endpoints(JsonNode object) {
    StringBuilder text = new StringBuilder();
    for (JsonNode subset : object.path("subsets")) {
      for (JsonNode address : subset.path("addresses")) {
        for (JsonNode port : subset.path("ports")) {
          text.append(text.isEmpty() ? "" : ",").append(Json.text(address, "ip"));
          text.append(':').append(port.path("port").asInt());
        }
      }
    }
    return Cells.orNone(text.toString());
  }

  private static String accessModes(JsonNode modes) {
    Map<String, String> shorter =
        new TreeMap<>(
            Map.of("ReadWriteOnce", "RWO", "ReadOnlyMany", "ROX", "ReadWriteMany", "RWX"));
    return Json.texts(modes).stream()
        .map(mode -> shorter.getOrDefault(mode, mode))
        .reduce((a, b) -> a + "," + b)
        .orElse("");
  }

  private static ColumnSet claims() {
    return new ColumnSet()
        .name()
        .text("Status", o -> Json.isDeleting(o) ? "Terminating" : Json.text(o, "status", "phase"))
        .text("Volume", at("spec", "volumeName"))
        .text("Capacity", at("status", "capacity", "storage"))
        .text("Access Modes", o -> accessModes(o.path("status").path("accessModes")))
        .text("StorageClass", at("spec", "storageClassName"))
        .text(
            "VolumeAttributesClass",
            o -> {
              String name = Json.text(o, "spec", "volumeAttributesClassName");
              return name.isEmpty() ? "<unset>" : name;
            })
        .age()
        .wide("VolumeMode", at("spec", "volumeMode"));
  }

  private static ColumnSet volumes() {
    return new ColumnSet()
        .name()
        .text("Capacity", at("spec", "capacity", "storage"))
        .text("Access Modes", o -> accessModes(o.path("spec").path("accessModes")))
        .text("Reclaim Policy", at("spec", "persistentVolumeReclaimPolicy"))
        .text("Status", at("status", "phase"))
        .text(
            "Claim",
            o ->
                o.path("spec").has("claimRef")
                    ? Json.text(o, "spec", "claimRef", "namespace")
                        + "/"
                        + Json.text(o, "spec", "claimRef", "name")
                    : "")
        .text("StorageClass", at("spec", "storageClassName"))
        .text("VolumeAttributesClass", o -> "<unset>")
        .text("Reason", at("status", "reason"))
        .age()
        .wide("VolumeMode", at("spec", "volumeMode"));
  }

  private static ColumnSet events() {
    return new ColumnSet()
        .text("Last Seen", o -> Cells.since(lastSeen(o)))
        .text("Type", at("type"))
        .text("Reason", at("reason"))
        .text(
            "Object",
            o ->
                Json.text(o, "involvedObject", "kind").toLowerCase(java.util.Locale.ROOT)
                    + "/"
                    + Json.text(o, "involvedObject", "name"))
        .wide("Subobject", at("involvedObject", "fieldPath"))
        .wide("Source", o -> source(o))
        .text("Message", o -> Json.text(o, "message").strip())
        .wide("First Seen", o -> Cells.since(firstSeen(o)))
        .wide("Count", o -> Math.max(1, o.path("count").asInt(1)))
        .wide("Name", Json::name);
  }

  private static String source(JsonNode event) {
    String component = Json.text(event, "source", "component");
    String host = Json.text(event, "source", "host");
    String name = component.isEmpty() ? Json.text(event, "reportingComponent") : component;
    return host.isEmpty() ? name : name + ", " + host;
  }

  private static String firstSeen(JsonNode event) {
    String first = Json.text(event, "firstTimestamp");
    return first.isEmpty() ? Json.text(event, "eventTime") : first;
  }

  private static String lastSeen(JsonNode event) {
    String series = Json.text(event, "series", "lastObservedTime");
    String last = series.isEmpty() ? Json.text(event, "lastTimestamp") : series;
    return last.isEmpty() ? firstSeen(event) : last;
  }

  private static ColumnSet nodes() {
    return new ColumnSet()
        .name()
        .text("Status", BuiltInColumns::nodeStatus)
        .text("Roles", BuiltInColumns::nodeRoles)
        .age()
        .text("Version", at("status", "nodeInfo", "kubeletVersion"))
        .wide("Internal-IP", o -> nodeAddress(o, "InternalIP"))
        .wide("External-IP", o -> nodeAddress(o, "ExternalIP"))
        .wide("OS-Image", o -> orUnknown(Json.text(o, "status", "nodeInfo", "osImage")))
        .wide("Kernel-Version", o -> orUnknown(Json.text(o, "status", "nodeInfo", "kernelVersion")))
        .wide(
            "Container-Runtime",
            o -> orUnknown(Json.text(o, "status", "nodeInfo", "containerRuntimeVersion")));
  }

  private static String orUnknown(String text) {
    return text.isEmpty() ? Cells.UNKNOWN : text;
  }

  private static String nodeStatus(JsonNode node) {
    String ready = "Unknown";
    for (JsonNode condition : node.path("status").path("conditions")) {
      if (Json.text(condition, "type").equals("Ready")) {
        ready = Json.text(condition, "status").equals("True") ? "Ready" : "NotReady";
      }
    }
    return node.path("spec").path("unschedulable").asBoolean()
        ? ready + ",SchedulingDisabled"
        : ready;
  }

  private static String nodeRoles(JsonNode node) {
    String prefix = "node-role.kubernetes.io/";
    return Cells.orNone(
        node.path("metadata").path("labels").properties().stream()
            .map(Map.Entry::getKey)
            .filter(label -> label.startsWith(prefix))
            .map(label -> label.substring(prefix.length()))
            .sorted()
            .reduce((a, b) -> a + "," + b)
            .orElse(""));
  }

  private static String nodeAddress(JsonNode node, String type) {
    for (JsonNode address : node.path("status").path("addresses")) {
      if (Json.text(address, "type").equals(type)) {
        return Json.text(address, "address");
      }
    }
    return Cells.NONE;
  }

  private static ColumnSet withContainers(ColumnSet columns) {
    return columns
        .wide("Containers", o -> Cells.each(containers(o), "name"))
        .wide("Images", o -> Cells.each(containers(o), "image"));
  }

  private static JsonNode containers(JsonNode workload) {
    return Json.at(workload, "spec", "template", "spec", "containers");
  }

  private static ColumnSet statefulSets() {
    return withContainers(
        new ColumnSet()
            .name()
            .text(
                "Ready",
                o ->
                    o.path("status").path("readyReplicas").asInt(0)
                        + "/"
                        + o.path("spec").path("replicas").asInt(0))
            .age());
  }

  private static ColumnSet deployments() {
    return withContainers(
            new ColumnSet()
                .name()
                .text(
                    "Ready",
                    o ->
                        o.path("status").path("readyReplicas").asInt(0)
                            + "/"
                            + o.path("spec").path("replicas").asInt(0))
                .number("Up-to-date", count("status", "updatedReplicas"))
                .number("Available", count("status", "availableReplicas"))
                .age())
        .wide("Selector", o -> Cells.selector(o.path("spec").path("selector")));
  }

  private static ColumnSet replicaSets() {
    return withContainers(
            new ColumnSet()
                .name()
                .number("Desired", count("spec", "replicas"))
                .number("Current", count("status", "replicas"))
                .number("Ready", count("status", "readyReplicas"))
                .age())
        .wide("Selector", o -> Cells.selector(o.path("spec").path("selector")));
  }

  private static ColumnSet revisions() {
    return new ColumnSet()
        .name()
        .text(
            "Controller",
            o -> {
              JsonNode owner = o.path("metadata").path("ownerReferences").path(0);
              return owner.isMissingNode()
                  ? Cells.NONE
                  : Json.text(owner, "kind").toLowerCase(java.util.Locale.ROOT)
                      + ".apps/"
                      + Json.text(owner, "name");
            })
        .number("Revision", count("revision"))
        .age();
  }

  private static ColumnSet budgets() {
    return new ColumnSet()
        .name()
        .text("Min Available", o -> orNotApplicable(Json.text(o, "spec", "minAvailable")))
        .text("Max Unavailable", o -> orNotApplicable(Json.text(o, "spec", "maxUnavailable")))
        .number("Allowed Disruptions", count("status", "disruptionsAllowed"))
        .age();
  }

  private static String orNotApplicable(String text) {
    return text.isEmpty() ? "N/A" : text;
  }

  private static ColumnSet slices() {
    return new ColumnSet()
        .name()
        .text("AddressType", at("addressType"))
        .text("Ports", o -> orUnset(Cells.each(o.path("ports"), "port")))
        .text(
            "Endpoints",
            o -> {
              StringBuilder all = new StringBuilder();
              o.path("endpoints")
                  .forEach(e ->
                      e.path("addresses")
                          .forEach(a -> all.append(all.isEmpty() ? "" : ",").append(a.asText())));
              return orUnset(all.toString());
            })
        .age();
  }

  private static String orUnset(String text) {
    return text.isEmpty() ? "<unset>" : text;
  }

  private static ColumnSet classes() {
    return new ColumnSet()
        .add(
            new ColumnSet.Column(
                "Name",
                "string",
                "name",
                "",
                0,
                o ->
                    Json.text(
                                o,
                                "metadata",
                                "annotations",
                                "storageclass.kubernetes.io/is-default-class")
                            .equals("true")
                        ? Json.name(o) + " (default)"
                        : Json.name(o)))
        .text("Provisioner", at("provisioner"))
        .text("ReclaimPolicy", at("reclaimPolicy"))
        .text("VolumeBindingMode", at("volumeBindingMode"))
        .text("AllowVolumeExpansion", o -> o.path("allowVolumeExpansion").asBoolean())
        .age();
  }
}
