package dev.mesos.local.api.model;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Label and field selectors in the text form of requests, and label selectors in object form. */
public final class Selector {
  private static final Pattern SET =
      Pattern.compile("\\s*([\\w./-]+)\\s+(in|notin)\\s+\\(([^)]*)\\)\\s*");
  private static final Pattern EQUALITY =
      Pattern.compile("\\s*([\\w./-]+)\\s*(==|=|!=)\\s*([\\w.-]*)\\s*");
  private static final Pattern EXISTS = Pattern.compile("\\s*(!?)\\s*([\\w./-]+)\\s*");

  private Selector() {}

  /** A predicate over objects by their labels. */
  public static Predicate<JsonNode> labels(String selector) {
    Predicate<JsonNode> all = labels -> true;
    for (String requirement : split(selector)) {
      all = all.and(requirement(requirement, selector));
    }
    Predicate<JsonNode> byLabels = all;
    return object -> byLabels.test(Json.at(object, "metadata", "labels"));
  }

  private static Predicate<JsonNode> requirement(String text, String whole) {
    Matcher set = SET.matcher(text);
    if (set.matches()) {
      String key = set.group(1);
      Set<String> values = Set.copyOf(splitValues(set.group(3)));
      return set.group(2).equals("in")
          ? labels -> labels.has(key) && values.contains(labels.get(key).asText())
          : labels -> !labels.has(key) || !values.contains(labels.get(key).asText());
    }
    Matcher equality = EQUALITY.matcher(text);
    if (equality.matches()) {
      String key = equality.group(1);
      String value = equality.group(3);
      return equality.group(2).equals("!=")
          ? labels -> !labels.has(key) || !labels.get(key).asText().equals(value)
          : labels -> labels.has(key) && labels.get(key).asText().equals(value);
    }
    Matcher exists = EXISTS.matcher(text);
    if (exists.matches()) {
      boolean wanted = exists.group(1).isEmpty();
      return labels -> labels.has(exists.group(2)) == wanted;
    }
    throw ApiException.badRequest("unable to parse requirement: " + whole);
  }

  private static List<String> splitValues(String values) {
    List<String> found = new ArrayList<>();
    for (String value : values.split(",", -1)) {
      found.add(value.strip());
    }
    return found.stream().distinct().toList();
  }

  /** Splits at commas outside parentheses. */
  private static List<String> split(String selector) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    for (int i = 0; i < selector.length(); i++) {
      char c = selector.charAt(i);
      depth += c == '(' ? 1 : c == ')' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(selector.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(selector.substring(start));
    return parts.stream().filter(part -> !part.isBlank()).toList();
  }

  /** A predicate over labels from a {@code LabelSelector} object; a missing one selects nothing. */
  public static Predicate<JsonNode> labelSelector(JsonNode selector) {
    if (!selector.isObject()) {
      return object -> false;
    }
    StringBuilder text = new StringBuilder();
    selector
        .path("matchLabels")
        .properties()
        .forEach(
            e -> text.append(e.getKey()).append('=').append(e.getValue().asText()).append(','));
    for (JsonNode expression : selector.path("matchExpressions")) {
      String key = expression.path("key").asText();
      String values = String.join(",", Json.texts(expression.path("values")));
      switch (expression.path("operator").asText()) {
        case "In" -> text.append(key).append(" in (").append(values).append("),");
        case "NotIn" -> text.append(key).append(" notin (").append(values).append("),");
        case "Exists" -> text.append(key).append(',');
        case "DoesNotExist" -> text.append('!').append(key).append(',');
        default ->
            throw ApiException.badRequest(
                "not a valid label selector operator: " + expression.path("operator").asText());
      }
    }
    return labels(text.toString());
  }

  /** A predicate by fields, e.g. {@code status.phase!=Running}; only the supported ones. */
  public static Predicate<JsonNode> fields(
      String selector, Predicate<String> supported, Function<String, String[]> toPath) {
    Predicate<JsonNode> all = object -> true;
    for (String term : split(selector)) {
      int not = term.indexOf("!=");
      int equal = not >= 0 ? not : term.indexOf('=');
      if (equal < 0) {
        throw ApiException.badRequest("invalid field selector: " + selector);
      }
      String field = term.substring(0, equal).strip();
      String value = term.substring(equal + (not >= 0 ? 2 : 1)).strip();
      String wanted = value.startsWith("=") ? value.substring(1) : value;
      if (!supported.test(field)) {
        throw ApiException.badRequest("field label not supported: " + field);
      }
      String[] path = toPath.apply(field);
      boolean negated = not >= 0;
      all = all.and(object -> Json.text(object, path).equals(wanted) != negated);
    }
    return all;
  }
}
