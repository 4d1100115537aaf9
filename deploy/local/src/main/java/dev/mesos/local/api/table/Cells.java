package dev.mesos.local.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.local.api.model.Json;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Texts of cells, as kubectl shows them. */
final class Cells {
  static final String NONE = "<none>";
  static final String UNKNOWN = "<unknown>";

  private Cells() {}

  static String age(JsonNode object) {
    return since(Json.text(object, "metadata", "creationTimestamp"));
  }

  /** The time since an instant in its two largest units, e.g. {@code 3m20s}. */
  static String since(String timestamp) {
    try {
      return timestamp.isEmpty()
          ? UNKNOWN
          : duration(Duration.between(OffsetDateTime.parse(timestamp).toInstant(), Instant.now()));
    } catch (DateTimeParseException e) {
      return "<invalid>";
    }
  }

  static String duration(Duration duration) {
    long seconds = duration.toSeconds();
    if (seconds < -1) {
      return "<invalid>";
    }
    if (seconds < 0) {
      return "0s";
    }
    long minutes = seconds / 60;
    long hours = minutes / 60;
    long days = hours / 24;
    if (seconds < 120) {
      return seconds + "s";
    }
    if (minutes < 10) {
      return minutes + "m" + rest(seconds % 60, "s");
    }
    if (minutes < 180) {
      return minutes + "m";
    }
    if (hours < 8) {
      return hours + "h" + rest(minutes % 60, "m");
    }
    if (hours < 48) {
      return hours + "h";
    }
    if (days < 8) {
      return days + "d" + rest(hours % 24, "h");
    }
    if (days < 365 * 2) {
      return days + "d";
    }
    if (days < 365 * 8) {
      return days / 365 + "y" + rest(days % 365, "d");
    }
    return days / 365 + "y";
  }

  private static String rest(long n, String unit) {
    return n == 0 ? "" : n + unit;
  }

  static String orNone(String text) {
    return text.isEmpty() ? NONE : text;
  }

  /** A label selector as text. */
  static String selector(JsonNode selector) {
    List<String> parts = new ArrayList<>();
    JsonNode labels = selector.has("matchLabels") ? selector.path("matchLabels") : selector;
    for (Map.Entry<String, JsonNode> label : labels.properties()) {
      if (label.getValue().isValueNode()) {
        parts.add(label.getKey() + "=" + label.getValue().asText());
      }
    }
    return orNone(String.join(",", parts));
  }

  /** One field of each item, joined by commas. */
  static String each(JsonNode items, String... path) {
    List<String> found = new ArrayList<>();
    items.forEach(item -> found.add(Json.text(item, path)));
    return String.join(",", found);
  }
}
