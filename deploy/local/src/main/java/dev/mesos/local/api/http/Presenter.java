package dev.mesos.local.api.http;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import dev.mesos.local.api.registry.Versions;
import dev.mesos.local.api.table.Tables;
import java.util.List;

/** Shows objects as a client asked for them: whole, as a table, or their metadata only. */
interface Presenter {
  ObjectNode one(ObjectNode object);

  /**
   * @param listMetadata resourceVersion and, if there is more, continue and remainingItemCount
   */
  ObjectNode list(List<ObjectNode> objects, ObjectNode listMetadata);

  /** Whole objects. */
  static Presenter whole(ResourceType type) {
    return new Presenter() {
      @Override
      public ObjectNode one(ObjectNode object) {
        return Versions.present(type, object);
      }

      @Override
      public ObjectNode list(List<ObjectNode> objects, ObjectNode listMetadata) {
        ObjectNode list = Json.object();
        list.put("kind", type.kind() + "List").put("apiVersion", type.apiVersion());
        list.set("metadata", listMetadata);
        ArrayNode items = list.putArray("items");
        objects.forEach(object -> items.add(one(object)));
        return list;
      }
    };
  }

  /** {@code Table}, with rows for objects. */
  static Presenter table(Tables tables, String include) {
    return new Presenter() {
      @Override
      public ObjectNode one(ObjectNode object) {
        ObjectNode metadata =
            Json.object().put("resourceVersion", Json.text(object, "metadata", "resourceVersion"));
        return tables.of(List.of(object), metadata, include);
      }

      @Override
      public ObjectNode list(List<ObjectNode> objects, ObjectNode listMetadata) {
        return tables.of(objects, listMetadata, include);
      }
    };
  }

  /** {@code PartialObjectMetadata}. */
  static Presenter metadataOnly() {
    return new Presenter() {
      @Override
      public ObjectNode one(ObjectNode object) {
        ObjectNode partial = Json.object();
        partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
        partial.set("metadata", object.path("metadata"));
        return partial;
      }

      @Override
      public ObjectNode list(List<ObjectNode> objects, ObjectNode listMetadata) {
        ObjectNode list = Json.object();
        list.put("kind", "PartialObjectMetadataList").put("apiVersion", "meta.k8s.io/v1");
        list.set("metadata", listMetadata);
        ArrayNode items = list.putArray("items");
        objects.forEach(object -> items.add(one(object)));
        return list;
      }
    };
  }
}
