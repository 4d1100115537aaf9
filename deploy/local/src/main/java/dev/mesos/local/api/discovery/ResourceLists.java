package dev.mesos.local.api.discovery;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.registry.ResourceTypes;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** What resources there are, and which verbs they know. */
final class ResourceLists {
  private static final List<String> ALL_VERBS =
      List.of("create", "delete", "deletecollection", "get", "list", "patch", "update", "watch");

  /** The kind that a subresource is, where it is not its parent's, as group/version/kind. */
  private static final Map<String, List<String>> KINDS =
      Map.of(
          "scale", List.of("autoscaling", "v1", "Scale"),
          "eviction", List.of("policy", "v1", "Eviction"),
          "binding", List.of("", "v1", "Binding"),
          "exec", List.of("", "v1", "PodExecOptions"),
          "attach", List.of("", "v1", "PodAttachOptions"),
          "portforward", List.of("", "v1", "PodPortForwardOptions"),
          "proxy", List.of("", "v1", "ProxyOptions"));

  private static final Map<String, List<String>> VERBS =
      Map.of(
          "log", List.of("get"),
          "eviction", List.of("create"),
          "binding", List.of("create"),
          "finalize", List.of("update"),
          "exec", List.of("create", "get"),
          "attach", List.of("create", "get"),
          "portforward", List.of("create", "get"),
          "proxy", List.of("create", "delete", "get", "patch", "update"));

  private static final List<String> PART_VERBS = List.of("get", "patch", "update");

  private final ResourceTypes types;

  ResourceLists(ResourceTypes types) {
    this.types = types;
  }

  /** The {@code APIResourceList} of one version. */
  ObjectNode resources(String group, String version) {
    ObjectNode list = Json.object().put("kind", "APIResourceList").put("apiVersion", "v1");
    list.put("groupVersion", group.isEmpty() ? version : group + "/" + version);
    ArrayNode resources = list.putArray("resources");
    for (ResourceType type : types.in(group, version)) {
      ObjectNode entry = resources.addObject();
      entry.put("name", type.plural()).put("singularName", type.singular());
      entry.put("namespaced", type.namespaced()).put("kind", type.kind());
      put(entry, "verbs", ALL_VERBS);
      put(entry, "shortNames", type.shortNames());
      put(entry, "categories", type.categories());
      for (String subresource : new TreeSet<>(type.subresources())) {
        addSubresource(resources, type, subresource);
      }
    }
    if (group.equals("authorization.k8s.io")) {
      Reviews.describe(resources);
    }
    return list;
  }

  private static void addSubresource(ArrayNode resources, ResourceType type, String name) {
    ObjectNode entry = resources.addObject();
    entry.put("name", type.plural() + "/" + name).put("singularName", "");
    entry.put("namespaced", type.namespaced());
    List<String> kind = kind(type, name);
    if (KINDS.containsKey(name)) {
      entry.put("group", kind.get(0)).put("version", kind.get(1));
    }
    entry.put("kind", kind.get(2));
    put(entry, "verbs", VERBS.getOrDefault(name, PART_VERBS));
  }

  private static List<String> kind(ResourceType type, String subresource) {
    return KINDS.getOrDefault(subresource, List.of(type.group(), type.version(), type.kind()));
  }

  private static void put(ObjectNode entry, String field, List<String> values) {
    if (!values.isEmpty()) {
      ArrayNode array = entry.putArray(field);
      values.forEach(array::add);
    }
  }

  /** The {@code APIGroupDiscoveryList} of some groups. */
  ObjectNode aggregated(List<String> groups) {
    ObjectNode list = Json.object();
    list.put("kind", "APIGroupDiscoveryList").put("apiVersion", "apidiscovery.k8s.io/v2");
    list.putObject("metadata");
    ArrayNode items = list.putArray("items");
    for (String group : groups) {
      ObjectNode item = items.addObject();
      ObjectNode metadata = item.putObject("metadata").putNull("creationTimestamp");
      if (!group.isEmpty()) {
        metadata.put("name", group);
      }
      ArrayNode versions = item.putArray("versions");
      for (String version : types.versions(group)) {
        ObjectNode entry = versions.addObject().put("version", version);
        ArrayNode resources = entry.putArray("resources");
        types.in(group, version).forEach(type -> describe(resources.addObject(), type));
        entry.put("freshness", "Current");
      }
    }
    return list;
  }

  private static void describe(ObjectNode entry, ResourceType type) {
    entry.put("resource", type.plural());
    responseKind(entry, List.of(type.group(), type.version(), type.kind()));
    entry.put("scope", type.namespaced() ? "Namespaced" : "Cluster");
    entry.put("singularResource", type.singular());
    put(entry, "verbs", ALL_VERBS);
    put(entry, "shortNames", type.shortNames());
    put(entry, "categories", type.categories());
    if (!type.subresources().isEmpty()) {
      ArrayNode subresources = entry.putArray("subresources");
      for (String name : new TreeSet<>(type.subresources())) {
        ObjectNode sub = subresources.addObject().put("subresource", name);
        responseKind(sub, kind(type, name));
        put(sub, "verbs", VERBS.getOrDefault(name, PART_VERBS));
      }
    }
  }

  private static void responseKind(ObjectNode entry, List<String> kind) {
    entry
        .putObject("responseKind")
        .put("group", kind.get(0))
        .put("version", kind.get(1))
        .put("kind", kind.get(2));
  }
}
