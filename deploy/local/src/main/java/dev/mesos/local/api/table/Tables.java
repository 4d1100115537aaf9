package dev.mesos.local.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import dev.mesos.local.api.model.ResourceType;
import java.util.List;

/** Objects as a {@code Table}: what kubectl prints, the server has decided. */
public final class Tables {
  private final ColumnSet columns;

  public Tables(ResourceType type) {

    this.columns = type.custom() ? custom(type) : BuiltInColumns.of(type.qualifiedName());
  }

  private static ColumnSet custom(ResourceType type) {
    ColumnSet columns = new ColumnSet().name();
    for (ResourceType.Column column : type.columns()) {
      columns.add(
          new ColumnSet.Column(
              column.name(),
              column.type(),
              column.format(),
              column.description(),
              column.priority(),
              object -> cell(column, object)));
    }
    return type.columns().isEmpty() ? columns.age() : columns;
  }

  private static Object cell(ResourceType.Column column, JsonNode object) {
    List<JsonNode> found = JsonPath.find(object, column.jsonPath());
    if (found.isEmpty() || found.getFirst().isNull()) {
      return Json.MAPPER.nullNode();
    }
    JsonNode first = found.getFirst();
    return switch (column.type()) {
      case "date" -> Cells.since(first.asText());
      case "integer" -> first.isNumber() ? (Object) first.asLong() : Json.MAPPER.nullNode();
      case "number" -> first.isNumber() ? (Object) first.asDouble() : Json.MAPPER.nullNode();
      case "boolean" -> first.isBoolean() ? (Object) first.asBoolean() : Json.MAPPER.nullNode();
      default ->
          found.size() == 1
              ? (first.isValueNode() ? first.asText() : first.toString())
              : String.join(",", found.stream().map(JsonNode::asText).toList());
    };
  }

  /**
   * A table of the objects.
   *
   * @param include what each row carries of its object: {@code Metadata}, {@code Object} or {@code
   *     None}
   */
  public ObjectNode of(List<ObjectNode> objects, JsonNode listMetadata, String include) {
    ObjectNode table = Json.object().put("kind", "Table").put("apiVersion", "meta.k8s.io/v1");
    table.set("metadata", listMetadata);
    ArrayNode definitions = table.putArray("columnDefinitions");
    columns.definitions().forEach(definitions::add);
    ArrayNode rows = table.putArray("rows");
    for (ObjectNode object : objects) {
      ObjectNode row = rows.addObject();
      row.set("cells", Json.MAPPER.valueToTree(columns.cells(object)));
      switch (include) {
        case "None" -> {}
        case "Object" -> row.set("object", object);
        default -> {
          ObjectNode partial = row.putObject("object");
          partial.put("kind", "PartialObjectMetadata").put("apiVersion", "meta.k8s.io/v1");
          partial.set("metadata", object.path("metadata"));
        }
      }
    }
    return table;
  }
}
