package dev.mesos.local.api.table;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.mesos.local.api.model.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The JSON paths of printer columns: fields, quoted fields, indices, wildcards and filters by
 * equality, e.g. {@code .status.conditions[?(@.type=="Ready")].status}.
 */
final class JsonPath {
  private static final Pattern STEP =
      Pattern.compile(
          "\\.([A-Za-z0-9_$-]+(?:\\\\.[A-Za-z0-9_$/-]+)*)"
              + "|\\[['\"]([^'\"]+)['\"]\\]"
              + "|\\[(-?\\d+)\\]"
              + "|(\\[\\*\\]|\\.\\*)"
              + "|\\[\\?\\(\\s*@\\.([\\w.-]+)\\s*==\\s*['\"]?([^'\")]*?)['\"]?\\s*\\)\\]");

  private JsonPath() {}

  /** All that the path finds. */
  static List<JsonNode> find(JsonNode root, String path) {
    List<JsonNode> here = List.of(root);
    Matcher step = STEP.matcher(path.startsWith("$") ? path.substring(1) : path);
    int end = 0;
    while (step.find() && step.start() == end) {
      end = step.end();
      here = apply(here, step);
    }
    return here;
  }

  private static List<JsonNode> apply(List<JsonNode> nodes, Matcher step) {
    List<JsonNode> found = new ArrayList<>();
    for (JsonNode node : nodes) {
      if (step.group(1) != null) {
        add(found, node.path(step.group(1).replace("\\.", ".")));
      } else if (step.group(2) != null) {
        add(found, node.path(step.group(2)));
      } else if (step.group(3) != null) {
        int index = Integer.parseInt(step.group(3));
        add(found, node.path(index < 0 ? node.size() + index : index));
      } else if (step.group(4) != null) {
        node.forEach(found::add);
      } else {
        JsonNode wanted = TextNode.valueOf(step.group(6));
        for (JsonNode item : node) {
          String actual = Json.text(item, step.group(5).split("\\."));
          if (actual.equals(wanted.asText())) {
            found.add(item);
          }
        }
      }
    }
    return found;
  }

  private static void add(List<JsonNode> found, JsonNode node) {
    if (!node.isMissingNode()) {
      found.add(node);
    }
  }
}
