package dev.mesos.local.api.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** What a client wants its answer to look like: the first of its wishes that can be met. */
record Accept(String as, String group, String version, boolean yaml) {
  private static final Set<String> JSON = Set.of("application/json", "application/*", "*/*");
  private static final Set<String> YAML = Set.of("application/yaml", "application/x-yaml");

  private static final Accept PLAIN = new Accept("", "", "", false);

  /**
   * @param supported the values of the {@code as} parameter that can be met here
   */
  static Accept parse(String header, Set<String> supported) {
    for (String wish : List.of(header.split(","))) {
      String[] parts = wish.strip().split(";");
      Map<String, String> parameters = new HashMap<>();
      for (int i = 1; i < parts.length; i++) {
        String[] pair = parts[i].strip().split("=", 2);
        parameters.put(pair[0], pair.length > 1 ? pair[1] : "");
      }
      String type = parts[0].strip().toLowerCase(Locale.ROOT);
      String as = parameters.getOrDefault("as", "");
      if ((JSON.contains(type) || YAML.contains(type))
          && (as.isEmpty() || supported.contains(as))) {
        return new Accept(
            as,
            parameters.getOrDefault("g", ""),
            parameters.getOrDefault("v", ""),
            YAML.contains(type));
      }
    }
    return PLAIN;
  }
}
