package dev.mesos.flags;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Resources of a slave, as {@code cpus:2;mem:1024;disk(prod):100;ports:[31000-32000]} or as the
 * JSON array that Mesos reads.
 */
public final class ResourceSpecs {

  private static final Pattern NAME = Pattern.compile("([^():]+?)\\s*(?:\\(([^()]+)\\))?");
  private static final Set<String> KEYS = Set.of("name", "type", "role", "scalar", "ranges", "set");

  private ResourceSpecs() {}

  /**
   * Parses resources in either form.
   *
   * @throws IllegalArgumentException when the form is another one; the message names the resource
   */
  public static List<ResourceSpec> parse(String text) {
    return text.strip().startsWith("[") ? parseJson(text) : parseText(text);
  }

  /** The resources in the text form that {@link #parse} reads. */
  public static String print(List<ResourceSpec> resources) {
    return resources.stream().map(ResourceSpec::toString).collect(Collectors.joining(";"));
  }

  private static List<ResourceSpec> parseText(String text) {
    List<ResourceSpec> resources = new ArrayList<>();
    for (String item : text.split("[;\n]", -1)) {
      if (!item.isBlank()) {
        resources.add(parseOne(item.strip()));
      }
    }
    return List.copyOf(resources);
  }

  private static ResourceSpec parseOne(String item) {
    int colon = item.indexOf(':');
    Matcher name = NAME.matcher(colon < 0 ? "" : item.substring(0, colon).strip());
    if (!name.matches()) {
      throw new IllegalArgumentException(
          "resource '" + item + "': write NAME:VALUE or NAME(ROLE):VALUE");
    }
    Value value = Value.parse(item.substring(colon + 1));
    String role = name.group(2) == null ? ResourceSpec.ANY_ROLE : name.group(2).strip();
    return checked(new ResourceSpec(name.group(1).strip(), role, value));
  }

  private static ResourceSpec checked(ResourceSpec resource) {
    switch (resource.value()) {
      case Value.Text text ->
          throw new IllegalArgumentException(
              "resource '" + resource.name() + "': write a number, [BEGIN-END] or {A,B}");
      case Value.Scalar scalar when scalar.value() < 0 ->
          throw new IllegalArgumentException(
              "resource '" + resource.name() + "': write a number that is not negative");
      default -> {
        return resource;
      }
    }
  }

  private static List<ResourceSpec> parseJson(String text) {
    JsonNode array;
    try {
      array = new ObjectMapper().readTree(text);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not JSON at line " + e.getLocation().getLineNr() + ": write an array of resources", e);
    }
    List<ResourceSpec> resources = new ArrayList<>();
    array.forEach(node -> resources.add(fromJson(node)));
    return List.copyOf(resources);
  }

  private static ResourceSpec fromJson(JsonNode node) {
    String name = node.path("name").asText();
    if (name.isEmpty()) {
      throw new IllegalArgumentException(
          "a resource has no \"name\": write {\"name\":\"cpus\",...}");
    }
    node.fieldNames()
        .forEachRemaining(key -> {
          if (!KEYS.contains(key)) {
            throw new IllegalArgumentException(
                "resource '" + name + "': leave \"" + key + "\" out, it is not supported");
          }
        });
    String role = node.path("role").asText(ResourceSpec.ANY_ROLE);
    return checked(new ResourceSpec(name, role, jsonValue(name, node)));
  }

  private static Value jsonValue(String name, JsonNode node) {
    return switch (node.path("type").asText()) {
      case "SCALAR" -> new Value.Scalar(Numbers.scalar(number(name, node, "/scalar/value")));
      case "RANGES" -> {
        List<Value.Range> ranges = new ArrayList<>();
        for (JsonNode range : node.at("/ranges/range")) {
          ranges.add(
              new Value.Range(
                  (long) number(name, range, "/begin"), (long) number(name, range, "/end")));
        }
        yield new Value.Ranges(ranges);
      }
      case "SET" -> {
        List<String> items = new ArrayList<>();
        node.at("/set/item").forEach(item -> items.add(item.asText()));
        yield new Value.Items(items);
      }
      default ->
          throw new IllegalArgumentException(
              "resource '" + name + "': write \"type\" as SCALAR, RANGES or SET");
    };
  }

  private static double number(String name, JsonNode node, String pointer) {
    JsonNode value = node.at(pointer);
    if (!value.isNumber()) {
      throw new IllegalArgumentException(
          "resource '" + name + "': write a number at " + pointer.substring(1).replace('/', '.'));
    }
    return value.doubleValue();
  }
}
