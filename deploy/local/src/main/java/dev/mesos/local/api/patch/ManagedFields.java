package dev.mesos.local.api.patch;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.local.api.model.Json;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@code metadata.managedFields}: the fields that each manager owns, and since when. */
final class ManagedFields {
  /** Who manages: an apply of one name is one manager, whatever the version it used. */
  record Manager(String name, String operation, String apiVersion, String subresource) {
    boolean isApply() {
      return operation.equals("Apply");
    }

    private Manager identity() {
      return isApply() ? new Manager(name, operation, "", subresource) : this;
    }

    /** As conflicts name it. */
    String describe() {
      String who = "\"" + name + "\"";
      if (!subresource.isEmpty()) {
        who += " with subresource \"" + subresource + "\"";
      }
      return isApply() ? who : who + " using " + apiVersion;
    }
  }

  /** What a manager owns. */
  record Entry(Manager manager, FieldSet fields, String time) {}

  private final Map<Manager, Entry> entries = new LinkedHashMap<>();

  static ManagedFields of(@Nullable JsonNode object) {
    ManagedFields managed = new ManagedFields();
    for (JsonNode entry : Json.at(object, "metadata", "managedFields")) {
      if (Json.text(entry, "operation").isEmpty()) {
        continue; // an empty entry resets the whole list
      }
      managed.put(
          new Manager(
              Json.text(entry, "manager"),
              Json.text(entry, "operation"),
              Json.text(entry, "apiVersion"),
              Json.text(entry, "subresource")),
          FieldSet.parse(entry.path("fieldsV1")),
          Json.text(entry, "time"));
    }
    return managed;
  }

  FieldSet of(Manager manager) {
    Entry entry = entries.get(manager.identity());
    return entry == null ? new FieldSet() : entry.fields();
  }

  /** Sets what a manager owns; the time counts only if that has changed. */
  void put(Manager manager, FieldSet fields, String time) {
    Entry before = entries.get(manager.identity());
    if (before != null && before.fields().equals(fields)) {
      entries.put(manager.identity(), new Entry(manager, fields, before.time()));
    } else if (fields.isEmpty()) {
      entries.remove(manager.identity());
    } else {
      entries.put(manager.identity(), new Entry(manager, fields, time));
    }
  }

  List<Entry> others(Manager manager) {
    return entries.entrySet().stream()
        .filter(e -> !e.getKey().equals(manager.identity()))
        .map(Map.Entry::getValue)
        .toList();
  }

  FieldSet all() {
    return entries.values().stream().map(Entry::fields).reduce(new FieldSet(), FieldSet::union);
  }

  void changeOthers(Manager manager, UnaryOperator<FieldSet> change) {
    others(manager).forEach(e -> put(e.manager(), change.apply(e.fields()), e.time()));
  }

  void writeTo(ObjectNode object) {
    if (entries.isEmpty()) {
      Json.metadata(object).remove("managedFields");
      return;
    }
    ArrayNode array = Json.metadata(object).putArray("managedFields");
    entries.values().stream()
        .sorted(
            Comparator.comparing((Entry e) -> e.manager().operation())
                .thenComparing(Entry::time)
                .thenComparing(e -> e.manager().name())
                .thenComparing(e -> e.manager().subresource()))
        .forEach(e -> {
          ObjectNode entry = array.addObject();
          entry.put("manager", e.manager().name());
          entry.put("operation", e.manager().operation());
          entry.put("apiVersion", e.manager().apiVersion());
          entry.put("time", e.time()).put("fieldsType", "FieldsV1");
          entry.set("fieldsV1", e.fields().toFieldsV1());
          if (!e.manager().subresource().isEmpty()) {
            entry.put("subresource", e.manager().subresource());
          }
        });
  }
}
