package dev.mesos.local.api.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The path of a request for a resource. Parts that are not there are empty.
 *
 * @param rest what follows the subresource, with its leading slash
 */
record RequestPath(
    String group,
    String version,
    String namespace,
    String resource,
    String name,
    String subresource,
    String rest) {

  /** The parsed path, or nothing if it is no path of a resource. */
  static Optional<RequestPath> parse(String path) {
    List<String> parts = new ArrayList<>();
    for (String part : path.split("/")) {
      if (!part.isEmpty()) {
        parts.add(URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8));
      }
    }
    if (parts.size() >= 3 && parts.get(0).equals("api")) {
      return Optional.of(below("", parts.get(1), parts.subList(2, parts.size())));
    }
    if (parts.size() >= 4 && parts.get(0).equals("apis")) {
      return Optional.of(below(parts.get(1), parts.get(2), parts.subList(3, parts.size())));
    }
    return Optional.empty();
  }

  private static RequestPath below(String group, String version, List<String> parts) {
    String namespace = "";
    List<String> left = parts;
    boolean inNamespace =
        parts.size() >= 3
            && parts.get(0).equals("namespaces")
            && !(parts.size() == 3
                && (parts.get(2).equals("status") || parts.get(2).equals("finalize")));
    if (inNamespace) {
      namespace = parts.get(1);
      left = parts.subList(2, parts.size());
    }
    return new RequestPath(
        group,
        version,
        namespace,
        left.get(0),
        left.size() > 1 ? left.get(1) : "",
        left.size() > 2 ? left.get(2) : "",
        left.size() > 3 ? "/" + String.join("/", left.subList(3, left.size())) : "");
  }
}
