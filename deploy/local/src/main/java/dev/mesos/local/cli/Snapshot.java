package dev.mesos.local.cli;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the demo shows of a MesosCluster's status.
 *
 * @param facts what a line is printed about when it changes, by name
 * @param leader the leader's pod, empty without one
 * @param epoch the leader's epoch, empty without one
 */
record Snapshot(Map<String, String> facts, String leader, String epoch, boolean ready) {

  static Snapshot of(GenericKubernetesResource cluster) {
    Map<String, String> facts = new LinkedHashMap<>();
    fact(facts, "zookeeper", cluster.get("status", "zookeeper", "display"));
    fact(facts, "masters", cluster.get("status", "masters", "display"));
    fact(facts, "slaves", cluster.get("status", "slaves", "display"));
    String leader = text(cluster.get("status", "leader", "pod"));
    String epoch = text(cluster.get("status", "leader", "epoch"));
    fact(facts, "leader", leader.isEmpty() ? null : leader + " (epoch " + epoch + ")");
    boolean ready = false;
    if (cluster.get("status", "conditions") instanceof List<?> conditions) {
      for (Object condition : conditions) {
        if (condition instanceof Map<?, ?> map && "Ready".equals(map.get("type"))) {
          ready = "True".equals(map.get("status"));
          fact(facts, "ready", map.get("status") + ", " + text(map.get("message")));
        }
      }
    }
    return new Snapshot(facts, leader, epoch, ready);
  }

  /** What differs from an earlier one, a line each. */
  List<String> changesSince(@Nullable Snapshot before) {
    List<String> lines = new ArrayList<>();
    facts.forEach((name, value) -> {
      if (before == null || !value.equals(before.facts().get(name))) {
        lines.add("%-10s %s".formatted(name, value));
      }
    });
    if (before != null && !before.leader().isEmpty() && leader.isEmpty()) {
      lines.add("%-10s %s".formatted("leader", "none"));
    }
    return lines;
  }

  private static void fact(Map<String, String> facts, String name, @Nullable Object value) {
    if (value != null) {
      facts.put(name, value.toString());
    }
  }

  private static String text(@Nullable Object value) {
    return value == null ? "" : value.toString();
  }
}
