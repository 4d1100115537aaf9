package dev.mesos.local.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** The columns of one kind. */
final class ColumnSet {
  /** A column and how its cell is got from an object; priority 1 is for wide output only. */
  record Column(
      String name,
      String type,
      String format,
      String description,
      int priority,
      Function<JsonNode, Object> cell) {}

  private final List<Column> columns = new ArrayList<>();

  ColumnSet name() {
    columns.add(new Column("Name", "string", "name", "", 0, Json::name));
    return this;
  }

  ColumnSet age() {
    return text("Age", Cells::age);
  }

  ColumnSet text(String name, Function<JsonNode, Object> cell) {
    columns.add(new Column(name, "string", "", "", 0, cell));
    return this;
  }

  ColumnSet wide(String name, Function<JsonNode, Object> cell) {
    columns.add(new Column(name, "string", "", "", 1, cell));
    return this;
  }

  ColumnSet number(String name, Function<JsonNode, Object> cell) {
    columns.add(new Column(name, "integer", "", "", 0, cell));
    return this;
  }

  ColumnSet add(Column column) {
    columns.add(column);
    return this;
  }

  /** The text at a path of the object. */
  static Function<JsonNode, Object> at(String... path) {
    return object -> Json.text(object, path);
  }

  static Function<JsonNode, Object> count(String... path) {
    return object -> Json.at(object, path).asInt(0);
  }

  List<ObjectNode> definitions() {
    List<ObjectNode> found = new ArrayList<>();
    for (Column column : columns) {
      found.add(
          Json.object()
              .put("name", column.name())
              .put("type", column.type())
              .put("format", column.format())
              .put("description", column.description())
              .put("priority", column.priority()));
    }
    return found;
  }

  List<Object> cells(JsonNode object) {
    List<Object> cells = new ArrayList<>();
    columns.forEach(column -> cells.add(column.cell().apply(object)));
    return cells;
  }
}
