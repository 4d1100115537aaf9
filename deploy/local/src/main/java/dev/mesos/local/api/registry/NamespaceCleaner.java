package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.GroupResource;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.store.Change;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Empties a namespace that is being deleted, and lets it go when it is empty. */
public final class NamespaceCleaner {
  private static final Logger LOG = LoggerFactory.getLogger(NamespaceCleaner.class);
  private static final GroupResource NAMESPACES = new GroupResource("", "namespaces");

  private final Registry registry;
  private final ResourceTypes types;
  private final Executor executor;

  /**
   * @param executor runs one task at a time, in order
   */
  public NamespaceCleaner(Registry registry, ResourceTypes types, Executor executor) {
    this.registry = registry;
    this.types = types;
    this.executor = executor;
  }

  /** Begins to watch. */
  public void start() {
    registry.store().subscribe(0, this::see);
  }

  private void see(Change change) {
    if (change.resource().equals(NAMESPACES)) {
      if (!change.deleted() && Json.isDeleting(change.object())) {
        executor.execute(() -> clean(Json.name(change.object())));
      }
    } else if (change.deleted()) {
      executor.execute(() -> cleanIfDeleting(Json.namespace(change.object())));
    }
  }

  private void cleanIfDeleting(String name) {
    ResourceType type = types.find(NAMESPACES).orElseThrow();
    if (name.isEmpty()) {
      return;
    }
    try {
      if (Json.isDeleting(registry.get(type, "", name))) {
        clean(name);
      }
    } catch (ApiException e) {
      // the namespace is gone already
    }
  }

  private void clean(String namespace) {
    boolean empty = true;
    for (GroupResource resource : registry.store().resources()) {
      ResourceType type = types.find(resource).orElse(null);
      if (type == null || !type.namespaced()) {
        continue;
      }
      for (ObjectNode object : registry.list(type, namespace).objects()) {
        empty &= delete(type, object);
      }
    }
    if (empty) {
      release(namespace);
    }
  }

  /** Whether the object is gone. */
  private boolean delete(ResourceType type, ObjectNode object) {
    if (Json.isDeleting(object)) {
      return false;
    }
    try {
      return registry
          .delete(type, Json.namespace(object), Json.name(object), DeleteOptions.BACKGROUND)
          .gone();
    } catch (ApiException e) {
      return e.code() == 404;
    }
  }

  private void release(String namespace) {
    try {
      registry.update(
          types.find(NAMESPACES).orElseThrow(),
          "",
          namespace,
          "",
          WriteOptions.internal("namespace-controller"),
          next -> {
            if (Json.isDeleting(next)) {
              Json.ensure(next, "spec").remove("finalizers");
            }
            return next;
          });
      LOG.info("namespace={} state=deleted", namespace);
    } catch (ApiException e) {
      LOG.debug("namespace={} release refused={}", namespace, e.getMessage());
    }
  }
}
