package dev.mesos.local.api.model;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One kind in one version, as it is served.
 *
 * @param group the API group, empty for the core group
 * @param subresources the names below an object that are served, like {@code status}
 * @param scale where a custom resource keeps what {@code scale} shows, if it does
 * @param columns the printer columns of a custom resource
 * @param selectableFields the fields that field selectors may name, besides name and namespace
 * @param custom whether a CustomResourceDefinition defines it
 */
public record ResourceType(
    String group,
    String version,
    String kind,
    String plural,
    String singular,
    List<String> shortNames,
    List<String> categories,
    boolean namespaced,
    Set<String> subresources,
    Optional<ScalePaths> scale,
    Schema schema,
    List<Column> columns,
    List<String> selectableFields,
    boolean custom) {

  /**
   * JSON paths without the leading dot, e.g. {@code spec.slaves.replicas}; the selector may be
   * empty.
   */
  public record ScalePaths(String specReplicas, String statusReplicas, String selector) {}

  /** A printer column of a CustomResourceDefinition. */
  public record Column(
      String name, String type, String format, String description, int priority, String jsonPath) {}

  public String apiVersion() {
    return group.isEmpty() ? version : group + "/" + version;
  }

  /** Like {@code pods} or {@code statefulsets.apps}. */
  public String qualifiedName() {
    return group.isEmpty() ? plural : plural + "." + group;
  }

  /** Like {@code Pod} or {@code StatefulSet.apps}. */
  public String qualifiedKind() {
    return group.isEmpty() ? kind : kind + "." + group;
  }

  public boolean has(String subresource) {
    return subresources.contains(subresource);
  }

  public boolean is(String otherGroup, String otherPlural) {
    return group.equals(otherGroup) && plural.equals(otherPlural);
  }

  /** The version-free name under which objects are stored. */
  public GroupResource storage() {
    // both APIs for events show the same objects
    return group.equals("events.k8s.io")
        ? new GroupResource("", plural)
        : new GroupResource(group, plural);
  }
}
