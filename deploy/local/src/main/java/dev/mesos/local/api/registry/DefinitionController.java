package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.GroupResource;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.store.Change;
import java.util.List;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves what CustomResourceDefinitions define, and says so in their status: shortly after they are
 * written, not at once, as on any cluster. A deleted definition takes its objects with it.
 */
final class DefinitionController {
  static final String FINALIZER = "customresourcecleanup.apiextensions.k8s.io";
  private static final Logger LOG = LoggerFactory.getLogger(DefinitionController.class);
  private static final GroupResource DEFINITIONS =
      new GroupResource("apiextensions.k8s.io", "customresourcedefinitions");
  private static final WriteOptions OPTIONS = WriteOptions.internal("kube-apiserver");

  private final Registry registry;
  private final ResourceTypes types;
  private final CustomTypes reader;
  private final Executor executor;

  /**
   * @param executor runs one task at a time, in order
   */
  DefinitionController(
      Registry registry, ResourceTypes types, CustomTypes reader, Executor executor) {
    this.registry = registry;
    this.types = types;
    this.reader = reader;
    this.executor = executor;
  }

  void start() {
    registry
        .store()
        .subscribe(
            0,
            change -> {
              if (change.resource().equals(DEFINITIONS)) {
                executor.execute(() -> see(change));
              } else if (change.deleted()) {
                executor.execute(() -> finishDeletion(change.resource()));
              }
            });
  }

  private static GroupResource defined(ObjectNode definition) {
    return new GroupResource(
        Json.text(definition, "spec", "group"), Json.text(definition, "spec", "names", "plural"));
  }

  private void see(Change change) {
    ObjectNode definition = change.object();
    if (change.deleted()) {
      types.remove(defined(definition));
      LOG.info("definition={} state=removed", Json.name(definition));
      return;
    }
    if (Json.isDeleting(definition)) {
      deleteObjects(definition);
      return;
    }
    boolean first = types.find(defined(definition)).isEmpty();
    types.replace(defined(definition), reader.of(definition));
    if (first) {
      LOG.info("definition={} state=served", Json.name(definition));
    }
    tellStatus(definition);
  }

  private void tellStatus(ObjectNode definition) {
    update(
        definition,
        "status",
        next -> {
          ObjectNode status = Json.ensure(next, "status");
          status.set("acceptedNames", next.path("spec").path("names"));
          ArrayNode stored = status.putArray("storedVersions");
          next.path("spec")
              .path("versions")
              .forEach(version -> {
                if (version.path("storage").asBoolean()) {
                  stored.add(version.path("name"));
                }
              });
          if (status.path("conditions").isEmpty()) {
            ArrayNode conditions = status.putArray("conditions");
            condition(conditions, "NamesAccepted", "NoConflicts", "no conflicts found");
            condition(
                conditions,
                "Established",
                "InitialNamesAccepted",
                "the initial names have been accepted");
          }
        });
  }

  private static void condition(ArrayNode conditions, String type, String reason, String message) {
    conditions
        .addObject()
        .put("lastTransitionTime", Json.now())
        .put("message", message)
        .put("reason", reason)
        .put("status", "True")
        .put("type", type);
  }

  private void deleteObjects(ObjectNode definition) {
    GroupResource resource = defined(definition);
    ResourceType type = types.find(resource).orElse(null);
    if (type != null) {
      for (ObjectNode object : registry.store().list(resource, "").objects()) {
        if (!Json.isDeleting(object)) {
          deleteObject(type, object);
        }
      }
    }
    finishDeletion(resource);
  }

  private void deleteObject(ResourceType type, ObjectNode object) {
    try {
      registry.delete(type, Json.namespace(object), Json.name(object), DeleteOptions.BACKGROUND);
    } catch (ApiException e) {
      LOG.debug("definition object={} refused={}", Json.name(object), e.getMessage());
    }
  }

  private void finishDeletion(GroupResource resource) {
    if (!registry.store().list(resource, "").objects().isEmpty()) {
      return;
    }
    for (ObjectNode definition : registry.store().list(DEFINITIONS, "").objects()) {
      if (defined(definition).equals(resource) && Json.isDeleting(definition)) {
        update(
            definition,
            "",
            next -> {
              ArrayNode left = Json.array();
              List<String> all = Json.texts(next.path("metadata").path("finalizers"));
              all.stream().filter(f -> !f.equals(FINALIZER)).forEach(left::add);
              Json.metadata(next).set("finalizers", left);
            });
      }
    }
  }

  private void update(
      ObjectNode definition, String subresource, java.util.function.Consumer<ObjectNode> edit) {
    try {
      registry.update(
          types.find(DEFINITIONS).orElseThrow(),
          "",
          Json.name(definition),
          subresource,
          OPTIONS,
          next -> {
            edit.accept(next);
            return next;
          });
    } catch (ApiException e) {
      LOG.debug("definition={} refused={}", Json.name(definition), e.getMessage());
    }
  }
}
