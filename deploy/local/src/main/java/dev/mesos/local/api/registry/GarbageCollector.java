package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.store.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Deletes objects whose owners are gone, and carries out foreground and orphaning deletions. It
 * sees every change in order, on one thread.
 */
public final class GarbageCollector {
  static final String FOREGROUND = "foregroundDeletion";
  static final String ORPHAN = "orphan";
  private static final Logger LOG = LoggerFactory.getLogger(GarbageCollector.class);
  private static final WriteOptions OPTIONS = WriteOptions.internal("garbage-collector");

  private final Registry registry;
  private final ResourceTypes types;
  private final Executor executor;
  private final Map<String, ObjectNode> byUid = new HashMap<>();
  private final Map<String, Map<String, ObjectNode>> dependents = new HashMap<>();

  /**
   * @param executor runs one task at a time, in order
   */
  public GarbageCollector(Registry registry, ResourceTypes types, Executor executor) {
    this.registry = registry;
    this.types = types;
    this.executor = executor;
  }

  /** Begins to watch. */
  public void start() {
    registry.store().subscribe(0, change -> executor.execute(() -> see(change)));
  }

  private void see(Change change) {
    try {
      index(change);
      if (change.deleted()) {
        ownerGone(change.object());
      } else {
        settle(change.object());
      }
    } catch (ApiException e) {
      LOG.debug("gc object={} refused={}", Json.name(change.object()), e.getMessage());
    } catch (RuntimeException e) {
      LOG.warn("gc object={} failed", Json.name(change.object()), e);
    }
  }

  private void index(Change change) {
    String uid = Json.uid(change.object());
    if (change.before() != null) {
      for (JsonNode owner : owners(change.before())) {
        of(owner.path("uid").asText()).remove(uid);
      }
    }
    if (change.deleted()) {
      byUid.remove(uid);
      return;
    }
    byUid.put(uid, change.object());
    for (JsonNode owner : owners(change.object())) {
      of(owner.path("uid").asText()).put(uid, change.object());
    }
  }

  private Map<String, ObjectNode> of(String ownerUid) {
    return dependents.computeIfAbsent(ownerUid, uid -> new LinkedHashMap<>());
  }

  private static JsonNode owners(JsonNode object) {
    return object.path("metadata").path("ownerReferences");
  }

  private void ownerGone(ObjectNode owner) {
    Map<String, ObjectNode> orphans = dependents.remove(Json.uid(owner));
    if (orphans != null) {
      List.copyOf(orphans.values()).forEach(this::settle);
    }
    // this object may have been what its own owner's foreground deletion waited for
    for (JsonNode reference : owners(owner)) {
      ObjectNode above = byUid.get(reference.path("uid").asText());
      if (above != null) {
        settle(above);
      }
    }
  }

  private void settle(ObjectNode object) {
    if (Json.isDeleting(object)) {
      List<String> finalizers = Json.texts(object.path("metadata").path("finalizers"));
      if (finalizers.contains(ORPHAN)) {
        orphan(object);
      } else if (finalizers.contains(FOREGROUND)) {
        deleteDependentsFirst(object);
      }
      return;
    }
    JsonNode owners = owners(object);
    if (owners.isEmpty()) {
      return;
    }
    List<JsonNode> alive = new ArrayList<>();
    boolean waiting = false;
    for (JsonNode owner : owners) {
      ObjectNode found = find(owner, Json.namespace(object));
      if (found != null) {
        alive.add(owner);
        waiting |= isForeground(found) && owner.path("blockOwnerDeletion").asBoolean();
      }
    }
    if (alive.isEmpty()) {
      delete(object, "Background");
    } else if (alive.stream().allMatch(o -> isForegroundOwner(o)) && waiting) {
      delete(
          object,
          dependents.getOrDefault(Json.uid(object), Map.of()).isEmpty()
              ? "Background"
              : "Foreground");
    } else if (alive.size() < owners.size()) {
      dropOwners(object, alive);
    }
  }

  private boolean isForegroundOwner(JsonNode reference) {
    ObjectNode owner = byUid.get(reference.path("uid").asText());
    return owner != null && isForeground(owner);
  }

  private static boolean isForeground(ObjectNode owner) {
    return Json.isDeleting(owner)
        && Json.texts(owner.path("metadata").path("finalizers")).contains(FOREGROUND);
  }

  /** The owner itself, from the store: the index may be behind. */
  private @Nullable ObjectNode find(JsonNode reference, String namespace) {
    ResourceType type =
        types
            .findKind(Json.text(reference, "apiVersion"), Json.text(reference, "kind"))
            .orElse(null);
    if (type == null) {
      return byUid.get(Json.text(reference, "uid"));
    }
    try {
      ObjectNode owner = registry.get(type, namespace, Json.text(reference, "name"));
      return Json.uid(owner).equals(Json.text(reference, "uid")) ? owner : null;
    } catch (ApiException e) {
      return null;
    }
  }

  private void deleteDependentsFirst(ObjectNode owner) {
    String uid = Json.uid(owner);
    List<ObjectNode> blocking = new ArrayList<>();
    for (ObjectNode dependent : List.copyOf(of(uid).values())) {
      settle(dependent);
      for (JsonNode reference : owners(dependent)) {
        if (reference.path("uid").asText().equals(uid)
            && reference.path("blockOwnerDeletion").asBoolean()) {
          blocking.add(dependent);
        }
      }
    }
    if (blocking.isEmpty()) {
      removeFinalizer(owner, FOREGROUND);
    }
  }

  private void orphan(ObjectNode owner) {
    String uid = Json.uid(owner);
    for (ObjectNode dependent : List.copyOf(of(uid).values())) {
      List<JsonNode> others = new ArrayList<>();
      owners(dependent)
          .forEach(reference -> {
            if (!reference.path("uid").asText().equals(uid)) {
              others.add(reference);
            }
          });
      dropOwners(dependent, others);
    }
    removeFinalizer(owner, ORPHAN);
  }

  private void dropOwners(ObjectNode object, List<JsonNode> keep) {
    edit(
        object,
        next -> {
          ObjectNode metadata = Json.metadata(next);
          if (keep.isEmpty()) {
            metadata.remove("ownerReferences");
          } else {
            metadata.putArray("ownerReferences").addAll(keep);
          }
        });
  }

  private void removeFinalizer(ObjectNode object, String finalizer) {
    edit(
        object,
        next -> {
          ArrayNode left = Json.array();
          for (JsonNode each : next.path("metadata").path("finalizers")) {
            if (!each.asText().equals(finalizer)) {
              left.add(each);
            }
          }
          if (left.isEmpty()) {
            Json.metadata(next).remove("finalizers");
          } else {
            Json.metadata(next).set("finalizers", left);
          }
        });
  }

  private void edit(ObjectNode object, java.util.function.Consumer<ObjectNode> change) {
    ResourceType type = typeOf(object);
    if (type == null) {
      return;
    }
    registry.update(
        type,
        Json.namespace(object),
        Json.name(object),
        "",
        OPTIONS,
        next -> {
          if (Json.uid(next).equals(Json.uid(object))) {
            change.accept(next);
          }
          return next;
        });
  }

  private void delete(ObjectNode object, String propagation) {
    ResourceType type = typeOf(object);
    if (type == null) {
      return;
    }
    LOG.debug("gc delete kind={} name={}", type.kind(), Json.name(object));
    try {
      registry.delete(
          type,
          Json.namespace(object),
          Json.name(object),
          new DeleteOptions(
              java.util.OptionalLong.empty(), propagation, Json.uid(object), "", false));
    } catch (ApiException e) {
      if (e.code() != 404 && e.code() != 409) {
        throw e;
      }
    }
  }

  private @Nullable ResourceType typeOf(ObjectNode object) {
    return types.findKind(Json.text(object, "apiVersion"), Json.text(object, "kind")).orElse(null);
  }
}
