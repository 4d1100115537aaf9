package dev.mesos.local.api.http;

import dev.mesos.local.api.model.ApiException;
import io.vertx.core.MultiMap;
import java.util.List;

/** The query parameters of a request. */
record Query(MultiMap values) {
  String get(String name) {
    String value = values.get(name);
    return value == null ? "" : value;
  }

  List<String> all(String name) {
    return values.getAll(name);
  }

  boolean has(String name) {
    return values.contains(name);
  }

  boolean is(String name) {
    String value = get(name);
    return value.equals("true") || value.equals("1") || (value.isEmpty() && has(name));
  }

  long number(String name, long otherwise) {
    String value = get(name);
    try {
      return value.isEmpty() ? otherwise : Long.parseLong(value);
    } catch (NumberFormatException e) {
      throw ApiException.badRequest("invalid " + name + ": \"" + value + "\" is not a number");
    }
  }

  boolean dryRun() {
    List<String> asked = all("dryRun");
    for (String each : asked) {
      if (!each.equals("All")) {
        throw ApiException.badRequest("Unsupported value: dryRun: \"" + each + "\"");
      }
    }
    return !asked.isEmpty();
  }
}
