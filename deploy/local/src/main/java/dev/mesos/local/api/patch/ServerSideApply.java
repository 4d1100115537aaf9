package dev.mesos.local.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.patch.FieldTree.Difference;
import dev.mesos.local.api.patch.ManagedFields.Entry;
import dev.mesos.local.api.patch.ManagedFields.Manager;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Server-side apply by Kubernetes' rules: who writes a field owns it; an apply that changes a field
 * of another is a conflict; a field that its only owner no longer applies is removed.
 */
public final class ServerSideApply implements FieldOwnership {
  private static final List<String> UNOWNED_METADATA =
      List.of(
          "f:name",
          "f:namespace",
          "f:creationTimestamp",
          "f:selfLink",
          "f:uid",
          "f:generation",
          "f:managedFields",
          "f:resourceVersion",
          "f:deletionTimestamp",
          "f:deletionGracePeriodSeconds");

  @Override
  public void written(
      ResourceType type,
      ObjectNode next,
      @Nullable ObjectNode current,
      String subresource,
      String manager) {
    Manager self = new Manager(manager, "Update", type.apiVersion(), subresource);
    boolean sent = next.path("metadata").has("managedFields");
    ManagedFields managed = ManagedFields.of(sent ? next : current);
    Difference difference = compare(type, current, next);
    take(managed, self, difference);
    FieldSet mine =
        managed
            .of(self)
            .minus(difference.removed())
            .union(difference.changed())
            .union(difference.added());
    managed.put(self, mine, Json.now());
    managed.writeTo(next);
  }

  private static void take(ManagedFields managed, Manager self, Difference difference) {
    FieldSet touched = difference.changed().union(difference.added());
    managed.changeOthers(self, fields -> fields.minus(touched).minus(difference.removed()));
  }

  @Override
  public ObjectNode applied(
      ResourceType type,
      @Nullable ObjectNode current,
      ObjectNode applied,
      String subresource,
      String manager,
      boolean force) {
    if (applied.path("metadata").has("managedFields")) {
      throw ApiException.badRequest("metadata.managedFields must be nil");
    }
    Manager self = new Manager(manager, "Apply", type.apiVersion(), subresource);
    ObjectNode wanted = ownHalf(type, applied, subresource);
    ManagedFields managed = ManagedFields.of(current);
    FieldSet last = managed.of(self);
    managed.put(self, fields(type, wanted), Json.now());

    ObjectNode next = (ObjectNode) FieldTree.merge(current, wanted, type.schema());
    FieldSet dropped = last.withParents().minus(managed.all().withParents());
    next = (ObjectNode) FieldTree.remove(next, dropped, type.schema());

    Difference difference = compare(type, current, next);
    FieldSet touched = difference.changed().union(difference.added());
    if (!force) {
      refuseConflicts(managed.others(self), touched);
    }
    take(managed, self, difference);
    managed.writeTo(next);
    return next;
  }

  /** Only what the request is about: the status, or all but the status. */
  private static ObjectNode ownHalf(ResourceType type, ObjectNode applied, String subresource) {
    ObjectNode wanted = applied.deepCopy();
    if (subresource.equals("status")) {
      wanted.retain("apiVersion", "kind", "metadata", "status");
      Json.metadata(wanted).retain("name", "namespace", "uid", "resourceVersion");
    } else if (type.has("status")) {
      wanted.remove("status");
    }
    return wanted;
  }

  private static FieldSet fields(ResourceType type, JsonNode object) {
    return strip(FieldTree.fields(object, type.schema()));
  }

  private static Difference compare(
      ResourceType type, @Nullable ObjectNode before, ObjectNode after) {
    Difference all =
        FieldTree.compare(before == null ? Json.object() : before, after, type.schema());
    return new Difference(strip(all.added()), strip(all.changed()), strip(all.removed()));
  }

  /** Without what belongs to the server or names the object. */
  private static FieldSet strip(FieldSet fields) {
    FieldSet left = fields.without("f:apiVersion").without("f:kind");
    FieldSet metadata = left.child("f:metadata");
    if (metadata == null) {
      return left.without("f:metadata");
    }
    for (String field : UNOWNED_METADATA) {
      metadata = metadata.without(field);
    }
    FieldSet result = left.without("f:metadata");
    FieldSet wrapped = FieldSet.parse(Json.object().set("f:metadata", metadata.toFieldsV1()));
    return metadata.isEmpty() ? result : result.union(wrapped);
  }

  private static void refuseConflicts(List<Entry> others, FieldSet touched) {
    Map<String, List<String>> byManager = new LinkedHashMap<>();
    for (Entry other : others) {
      FieldSet conflict = other.fields().intersect(touched);
      if (!conflict.isEmpty()) {
        byManager.put(other.manager().describe(), conflict.describe());
      }
    }
    if (byManager.isEmpty()) {
      return;
    }
    List<Cause> causes = new ArrayList<>();
    StringBuilder lines = new StringBuilder();
    byManager.forEach((manager, paths) -> {
      lines.append(lines.isEmpty() ? "" : "\n").append("conflicts with ").append(manager);
      lines.append(':');
      for (String path : paths) {
        lines.append("\n- ").append(path);
        causes.add(new Cause("FieldManagerConflict", "conflict with " + manager, path));
      }
    });
    String message =
        causes.size() == 1
            ? "Apply failed with 1 conflict: "
                + causes.getFirst().message()
                + ": "
                + causes.getFirst().field()
            : "Apply failed with " + causes.size() + " conflicts: " + lines;
    throw ApiException.applyConflict(message, causes);
  }
}
