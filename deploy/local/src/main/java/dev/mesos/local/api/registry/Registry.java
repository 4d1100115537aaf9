package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.ApiException.Cause;
import dev.mesos.local.api.model.GroupResource;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.patch.FieldOwnership;
import dev.mesos.local.api.store.ObjectKey;
import dev.mesos.local.api.store.Snapshot;
import dev.mesos.local.api.store.Store;
import dev.mesos.local.api.store.Store.Outcome;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes objects as the API's rules demand. Safe for use by several threads; each write
 * is one transaction of the store.
 */
public final class Registry {
  /** Makes the next object out of the present one, which is a copy; null if there is none. */
  @FunctionalInterface
  public interface Edit {
    ObjectNode next(@Nullable ObjectNode current);
  }

  /** What came of a write. */
  public record Written(ObjectNode object, boolean created) {}

  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

  private final Store store;
  private final Admission admission;
  private final FieldOwnership ownership;

  public Registry(Store store, Admission admission, FieldOwnership ownership) {
    this.store = store;
    this.admission = admission;
    this.ownership = ownership;
  }

  public Store store() {
    return store;
  }

  /** The object; a shared tree. */
  public ObjectNode get(ResourceType type, String namespace, String name) {
    ObjectNode object = store.get(key(type, namespace, name));
    if (object == null) {
      throw ApiException.notFound(type, name);
    }
    return object;
  }

  public Snapshot list(ResourceType type, String namespace) {
    return store.list(type.storage(), namespace);
  }

  public ObjectNode create(
      ResourceType type, String namespace, ObjectNode object, WriteOptions options) {
    admission.decode(type, object, options);
    return insert(type, namespace, object, options, false);
  }

  private ObjectNode insert(
      ResourceType type,
      String namespace,
      ObjectNode object,
      WriteOptions options,
      boolean applied) {
    checkPlace(type, namespace, object);
    ObjectMetadata.onCreate(type, namespace, object);
    if (type.has("status")) {
      object.remove("status");
    }
    admission.complete(type, object, null);
    if (!applied) {
      ownership.written(type, object, null, "", options.fieldManager());
    }
    admission.assign(type, object, null);
    String name = Json.name(object);
    check(type, name, admission.validate(type, object, null, ""));
    return store.transact(
        key(type, namespace, name),
        current -> {
          if (current != null) {
            throw ApiException.alreadyExists(type, name);
          }
          checkNamespace(type, namespace, name);
          return options.dryRun() ? new Outcome.Keep(object) : new Outcome.Write(object);
        });
  }

  private static void checkPlace(ResourceType type, String namespace, ObjectNode object) {
    String own = Json.namespace(object);
    if (type.namespaced() && !own.isEmpty() && !own.equals(namespace)) {
      throw ApiException.badRequest(
          "the namespace of the provided object does not match the namespace sent on the request");
    }
  }

  private void checkNamespace(ResourceType type, String namespace, String name) {
    if (!type.namespaced()) {
      return;
    }
    ObjectNode home = store.get(new ObjectKey(NAMESPACES, "", namespace));
    if (home == null) {
      throw ApiException.of(404, "NotFound", "namespaces \"" + namespace + "\" not found");
    }
    if (Json.isDeleting(home)) {
      throw ApiException.forbidden(
          type,
          name,
          "unable to create new content in namespace "
              + namespace
              + " because it is being terminated");
    }
  }

  private static void check(ResourceType type, String name, List<Cause> causes) {
    if (!causes.isEmpty()) {
      throw ApiException.invalid(type, name, causes);
    }
  }

  /** Replaces or patches an object, or its status: the edit is given a copy of the present one. */
  public ObjectNode update(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      WriteOptions options,
      UnaryOperator<ObjectNode> edit) {
    return store.transact(
        key(type, namespace, name),
        current -> {
          if (current == null) {
            throw ApiException.notFound(type, name);
          }
          ObjectNode next = edit.apply(current.deepCopy());
          checkPlace(type, namespace, next);
          admission.decode(type, next, options);
          return change(type, current, next, subresource, options, false);
        });
  }

  /** Server-side apply: creates the object or merges into it. */
  public Written apply(
      ResourceType type,
      String namespace,
      String name,
      String subresource,
      ObjectNode applied,
      WriteOptions options) {
    admission.decode(type, applied, options);
    checkPlace(type, namespace, applied);
    boolean[] created = {false};
    ObjectNode result =
        store.transact(
            key(type, namespace, name),
            current -> {
              if (current == null && !subresource.isEmpty()) {
                throw ApiException.notFound(type, name);
              }
              ObjectNode next =
                  ownership.applied(
                      type, current, applied, subresource, options.fieldManager(), options.force());
              if (current == null) {
                created[0] = true;
                return new Outcome.Keep(insert(type, namespace, next, options, true));
              }
              return change(type, current, next, subresource, options, true);
            });
    return new Written(result, created[0]);
  }

  private Outcome change(
      ResourceType type,
      ObjectNode current,
      ObjectNode next,
      String subresource,
      WriteOptions options,
      boolean applied) {
    String name = Json.name(current);
    checkIdentity(type, current, next);
    ObjectMetadata.onUpdate(next, current);
    keepOtherHalf(type, current, next, subresource);
    admission.complete(type, next, current);
    if (!applied) {
      ownership.written(type, next, current, subresource, options.fieldManager());
    }
    admission.assign(type, next, current);
    check(type, name, admission.validate(type, next, current, subresource));
    ObjectMetadata.countGeneration(type, next, current);
    Json.metadata(next).set("resourceVersion", current.path("metadata").get("resourceVersion"));
    if (isDone(next)) {
      return options.dryRun() ? new Outcome.Keep(next) : new Outcome.Remove(next);
    }
    if (Json.same(next, current)) {
      return new Outcome.Keep(current);
    }
    return options.dryRun() ? new Outcome.Keep(next) : new Outcome.Write(next);
  }

  private static void checkIdentity(ResourceType type, ObjectNode current, ObjectNode next) {
    String name = Json.name(current);
    if (!Json.name(next).equals(name)) {
      throw ApiException.badRequest(
          "the name of the object ("
              + Json.name(next)
              + ") does not match the name on the URL ("
              + name
              + ")");
    }
    String version = Json.text(next, "metadata", "resourceVersion");
    if (!version.isEmpty()
        && !version.equals("0")
        && !version.equals(Json.text(current, "metadata", "resourceVersion"))) {
      throw ApiException.modified(type, name);
    }
    if (!Json.uid(next).isEmpty() && !Json.uid(next).equals(Json.uid(current))) {
      throw ApiException.conflict(
          type,
          name,
          "Precondition failed: UID in precondition: "
              + Json.uid(next)
              + ", UID in object meta: "
              + Json.uid(current));
    }
  }

  /** A write to the object leaves its status alone, and a write to its status all else. */
  private static void keepOtherHalf(
      ResourceType type, ObjectNode current, ObjectNode next, String subresource) {
    if (subresource.equals("status")) {
      ObjectNode status = next.deepCopy();
      next.removeAll();
      next.setAll(current.deepCopy());
      replace(next, "status", status);
      if (status.path("metadata").has("managedFields")) {
        Json.metadata(next).set("managedFields", status.path("metadata").get("managedFields"));
      }
      if (!type.custom()) {
        // Kubernetes' own kinds take labels and annotations with a status, custom ones do not
        replace(Json.metadata(next), "labels", Json.metadata(status));
        replace(Json.metadata(next), "annotations", Json.metadata(status));
      }
    } else if (type.has("status")) {
      replace(next, "status", current);
    }
  }

  private static void replace(ObjectNode target, String field, ObjectNode source) {
    if (source.has(field)) {
      target.set(field, source.get(field));
    } else {
      target.remove(field);
    }
  }

  /** Whether nothing keeps a deleted object any more. */
  private static boolean isDone(ObjectNode object) {
    return Json.isDeleting(object)
        && !ObjectMetadata.hasFinalizers(object)
        && object.path("metadata").path("deletionGracePeriodSeconds").asLong(0) == 0
        && !Deletion.hasContent(object);
  }

  /** Deletes, or begins to delete: whether the object is gone is told by the answer. */
  public Deletion.Result delete(
      ResourceType type, String namespace, String name, DeleteOptions options) {
    boolean[] gone = {false};
    ObjectNode result =
        store.transact(
            key(type, namespace, name),
            current -> {
              if (current == null) {
                throw ApiException.notFound(type, name);
              }
              Deletion.checkPreconditions(type, current, options);
              Outcome outcome = Deletion.of(type, current, options);
              gone[0] = outcome instanceof Outcome.Remove;
              if (!options.dryRun()) {
                return outcome;
              }
              return new Outcome.Keep(current);
            });
    return new Deletion.Result(result, gone[0]);
  }

  private static ObjectKey key(ResourceType type, String namespace, String name) {
    return new ObjectKey(type.storage(), type.namespaced() ? namespace : "", name);
  }
}
