package dev.mesos.local.api.registry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.ApiException;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** The part of an object's metadata that belongs to the server. */
final class ObjectMetadata {
  private static final String NAME_LETTERS = "bcdfghjklmnpqrstvwxz2456789";
  private static final List<String> SERVER_OWNED =
      List.of(
          "uid",
          "creationTimestamp",
          "deletionTimestamp",
          "deletionGracePeriodSeconds",
          "generation",
          "selfLink",
          "namespace",
          "generateName");
  private static final Set<String> WITH_GENERATION =
      Set.of(
          "pods",
          "statefulsets",
          "deployments",
          "replicasets",
          "poddisruptionbudgets",
          "networkpolicies",
          "endpointslices",
          "customresourcedefinitions");

  private ObjectMetadata() {}

  static void onCreate(ResourceType type, String namespace, ObjectNode object) {
    ObjectNode metadata = Json.metadata(object);
    if (!Json.text(metadata, "resourceVersion").isEmpty()) {
      throw ApiException.badRequest("resourceVersion should not be set on objects to be created");
    }
    metadata.remove(
        List.of(
            "resourceVersion",
            "deletionTimestamp",
            "deletionGracePeriodSeconds",
            "generation",
            "selfLink"));
    if (Json.text(metadata, "name").isEmpty() && !Json.text(metadata, "generateName").isEmpty()) {
      metadata.put("name", Json.text(metadata, "generateName") + randomSuffix());
    }
    if (type.namespaced()) {
      metadata.put("namespace", namespace);
    } else {
      metadata.remove("namespace");
    }
    metadata.put("uid", UUID.randomUUID().toString());
    metadata.put("creationTimestamp", Json.now());
    if (hasGeneration(type)) {
      metadata.put("generation", 1);
    }
  }

  static String randomSuffix() {
    StringBuilder suffix = new StringBuilder();
    for (int i = 0; i < 5; i++) {
      suffix.append(
          NAME_LETTERS.charAt(ThreadLocalRandom.current().nextInt(NAME_LETTERS.length())));
    }
    return suffix.toString();
  }

  /** Restores what a client cannot change. */
  static void onUpdate(ObjectNode next, ObjectNode current) {
    ObjectNode metadata = Json.metadata(next);
    JsonNode before = current.path("metadata");
    for (String field : SERVER_OWNED) {
      JsonNode value = before.get(field);
      if (value == null) {
        metadata.remove(field);
      } else {
        metadata.set(field, value);
      }
    }
  }

  /** Counts the generation up if what is desired has changed. */
  static void countGeneration(ResourceType type, ObjectNode next, ObjectNode current) {
    if (hasGeneration(type) && !sameBut(next, current, Set.of("metadata", "status"))) {
      bump(next);
    } else if (type.custom()
        && !type.has("status")
        && !sameBut(next, current, Set.of("metadata"))) {
      bump(next);
    }
  }

  static void bump(ObjectNode object) {
    JsonNode generation = object.path("metadata").path("generation");
    if (generation.isNumber()) {
      Json.metadata(object).put("generation", generation.asInt() + 1);
    }
  }

  private static boolean sameBut(ObjectNode a, ObjectNode b, Set<String> ignored) {
    return Json.same(a.deepCopy().remove(ignored), b.deepCopy().remove(ignored));
  }

  private static boolean hasGeneration(ResourceType type) {
    return type.custom() || WITH_GENERATION.contains(type.plural());
  }

  static boolean hasFinalizers(JsonNode object) {
    return !object.path("metadata").path("finalizers").isEmpty();
  }

  static void addFinalizer(ObjectNode object, String finalizer) {
    ObjectNode metadata = Json.metadata(object);
    ArrayNode finalizers = metadata.withArrayProperty("finalizers");
    if (!Json.texts(finalizers).contains(finalizer)) {
      finalizers.add(finalizer);
    }
  }
}
