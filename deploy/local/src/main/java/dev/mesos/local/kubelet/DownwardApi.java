package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ObjectFieldSelector;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceFieldSelector;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values of {@code fieldRef} and {@code resourceFieldRef}. */
final class DownwardApi {

  private final String nodeName;
  private final String nodeAddress;
  private final Map<String, Quantity> nodeCapacity;

  DownwardApi(String nodeName, String nodeAddress, Map<String, Quantity> nodeCapacity) {
    this.nodeName = nodeName;
    this.nodeAddress = nodeAddress;
    this.nodeCapacity = Map.copyOf(nodeCapacity);
  }

  String field(Pod pod, String podIp, ObjectFieldSelector selector) {
    String path = selector.getFieldPath();
    String key = subscript(path);
    return switch (key == null ? path : path.substring(0, path.indexOf('['))) {
      case "metadata.name" -> pod.getMetadata().getName();
      case "metadata.namespace" -> pod.getMetadata().getNamespace();
      case "metadata.uid" -> pod.getMetadata().getUid();
      case "metadata.labels" -> mapField(pod.getMetadata().getLabels(), key);
      case "metadata.annotations" -> mapField(pod.getMetadata().getAnnotations(), key);
      case "spec.nodeName" -> nodeName;
      case "spec.serviceAccountName" -> orDefault(pod.getSpec().getServiceAccountName(), "default");
      case "status.hostIP", "status.hostIPs" -> nodeAddress;
      case "status.podIP", "status.podIPs" -> podIp;
      default -> throw new MissingReferenceException("fieldRef " + path + " is not supported");
    };
  }

  String resource(Container container, ResourceFieldSelector selector) {
    String[] parts = selector.getResource().split("\\.", 2);
    if (parts.length != 2 || container.getResources() == null) {
      throw new MissingReferenceException(
          "resourceFieldRef " + selector.getResource() + " is not supported");
    }
    Map<String, Quantity> own =
        parts[0].equals("limits")
            ? container.getResources().getLimits()
            : container.getResources().getRequests();
    Quantity value = own == null ? null : own.get(parts[1]);
    if (value == null && parts[0].equals("limits")) {
      value = nodeCapacity.get(parts[1]);
    }
    BigDecimal amount = value == null ? BigDecimal.ZERO : value.getNumericalAmount();
    Quantity divisor = selector.getDivisor();
    BigDecimal by = divisor == null ? BigDecimal.ONE : divisor.getNumericalAmount();
    if (by.signum() == 0) {
      by = BigDecimal.ONE;
    }
    return amount.divide(by, 0, RoundingMode.CEILING).toPlainString();
  }

  private static String mapField(@Nullable Map<String, String> map, @Nullable String key) {
    Map<String, String> values = map == null ? Map.of() : map;
    if (key != null) {
      return values.getOrDefault(key, "");
    }
    return new TreeMap<>(values)
        .entrySet().stream()
            .map(e ->
                e.getKey()
                    + "=\""
                    + e.getValue().replace("\\", "\\\\").replace("\"", "\\\"")
                    + "\"")
            .collect(Collectors.joining("\n"));
  }

  private static @Nullable String subscript(String path) {
    int open = path.indexOf("['");
    return open >= 0 && path.endsWith("']") ? path.substring(open + 2, path.length() - 2) : null;
  }

  private static String orDefault(@Nullable String value, String fallback) {
    return value == null || value.isEmpty() ? fallback : value;
  }
}
