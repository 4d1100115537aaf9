package dev.mesos.local.api.discovery;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.registry.BuiltInSchemas;
import dev.mesos.local.api.registry.ResourceTypes;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Groups, versions and resources, in the old form and in the aggregated one. */
public final class Discovery {
  private static final String AGGREGATED = "as=APIGroupDiscoveryList";
  private static final String AGGREGATED_TYPE =
      "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";
  private static final String VERSION = "1.36";

  private final ResourceTypes types;
  private final ResourceLists lists;
  private final OpenApi openApi;

  public Discovery(ResourceTypes types, BuiltInSchemas schemas) {
    this.types = types;
    this.lists = new ResourceLists(types);
    this.openApi = new OpenApi(types, schemas);
  }

  /** The answer, if the path is one of discovery. */
  public Optional<JsonNode> answer(String path, String accept) {
    String clean =
        path.endsWith("/") && path.length() > 1 ? path.substring(0, path.length() - 1) : path;
    return Optional.ofNullable(
        switch (clean) {
          case "/" -> roots();
          case "/version" -> version();
          case "/api" -> aggregated(accept) ? lists.aggregated(List.of("")) : coreVersions();
          case "/apis" -> aggregated(accept) ? lists.aggregated(types.groups()) : groupList();
          default -> clean.startsWith("/openapi") ? openApi.answer(clean) : below(clean);
        });
  }

  /** The media type of that answer. */
  public String contentType(String path, String accept) {
    boolean list = path.startsWith("/api") && aggregated(accept) && path.split("/").length <= 2;
    return list ? AGGREGATED_TYPE : "application/json";
  }

  private static boolean aggregated(String accept) {
    int at = accept.indexOf(AGGREGATED);
    return at >= 0 && accept.contains("v=v2;");
  }

  private @Nullable JsonNode below(String path) {
    String[] parts = path.split("/");
    if (parts.length == 3 && parts[1].equals("api") && types.versions("").contains(parts[2])) {
      return lists.resources("", parts[2]);
    }
    if (parts.length >= 3 && parts[1].equals("apis") && types.groups().contains(parts[2])) {
      if (parts.length == 3) {
        return group(parts[2]);
      }
      if (parts.length == 4 && types.versions(parts[2]).contains(parts[3])) {
        return lists.resources(parts[2], parts[3]);
      }
    }
    return null;
  }

  private JsonNode roots() {
    ObjectNode roots = Json.object();
    ArrayNode paths = roots.putArray("paths");
    paths.add("/api").add("/api/v1").add("/apis");
    for (String group : types.groups()) {
      paths.add("/apis/" + group);
      types.versions(group).forEach(version -> paths.add("/apis/" + group + "/" + version));
    }
    List.of("/healthz", "/livez", "/openapi/v2", "/openapi/v3", "/readyz", "/version")
        .forEach(paths::add);
    return roots;
  }

  private static JsonNode version() {
    String[] parts = VERSION.split("\\.");
    return Json.object()
        .put("major", parts[0])
        .put("minor", parts[1])
        .put("gitVersion", "v" + VERSION + ".0+mesos-local")
        .put("gitCommit", "")
        .put("gitTreeState", "clean")
        .put("buildDate", "1970-01-01T00:00:00Z")
        .put("goVersion", "")
        .put("compiler", "javac")
        .put("platform", "jvm/" + Runtime.version().feature());
  }

  private static JsonNode coreVersions() {
    ObjectNode versions = Json.object().put("kind", "APIVersions");
    versions.putArray("versions").add("v1");
    versions.putArray("serverAddressByClientCIDRs");
    return versions;
  }

  private JsonNode groupList() {
    ObjectNode list = Json.object().put("kind", "APIGroupList").put("apiVersion", "v1");
    ArrayNode groups = list.putArray("groups");
    for (String name : types.groups()) {
      ObjectNode group = group(name);
      group.remove(List.of("kind", "apiVersion"));
      groups.add(group);
    }
    return list;
  }

  private ObjectNode group(String name) {
    ObjectNode group = Json.object().put("kind", "APIGroup").put("apiVersion", "v1");
    group.put("name", name);
    ArrayNode versions = group.putArray("versions");
    for (String version : types.versions(name)) {
      versions.addObject().put("groupVersion", name + "/" + version).put("version", version);
    }
    group.set("preferredVersion", versions.get(0));
    return group;
  }
}
