package dev.mesos.slave.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.protocol.ElectionMetrics;
import dev.mesos.protocol.MesosJson;
import dev.mesos.protocol.SystemMetrics;
import dev.mesos.slave.SlaveConfig;
import dev.mesos.slave.runtime.SlaveRuntime;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.mesos.Protos.Resource;

/** The numbers of {@code /metrics/snapshot}: one flat object, numbers only, sorted by name. */
final class MetricsJson {

  /** What a slave that launches nothing has none of. */
  private static final List<String> NONE =
      List.of(
          "slave/container_launch_errors",
          "slave/executors_preempted",
          "slave/executors_registering",
          "slave/executors_running",
          "slave/executors_terminated",
          "slave/executors_terminating",
          "slave/frameworks_active",
          "slave/invalid_framework_messages",
          "slave/invalid_status_updates",
          "slave/recovery_errors",
          "slave/tasks_failed",
          "slave/tasks_finished",
          "slave/tasks_gone",
          "slave/tasks_killed",
          "slave/tasks_killing",
          "slave/tasks_lost",
          "slave/tasks_running",
          "slave/tasks_staging",
          "slave/tasks_starting",
          "slave/valid_framework_messages",
          "slave/valid_status_updates");

  private final SlaveRuntime slave;
  private final List<ElectionMetrics.Number> election;
  private final SlaveConfig config;
  private final Instant startTime;
  private final InstantSource clock;

  MetricsJson(SlaveRuntime slave, SlaveConfig config, Instant startTime, InstantSource clock) {
    this.slave = slave;
    this.election = ElectionMetrics.of(slave.leaders()::session, slave.leaders()::election);
    this.config = config;
    this.startTime = startTime;
    this.clock = clock;
  }

  JsonNode snapshot() {
    SortedMap<String, Double> numbers = new TreeMap<>();
    NONE.forEach(name -> numbers.put(name, 0.0));
    for (SlaveMetric metric : SlaveMetric.values()) {
      numbers.put(metric.key(), metric.of(slave));
    }
    numbers.put("slave/uptime_secs", Duration.between(startTime, clock.instant()).toNanos() / 1e9);
    resources(numbers);
    ElectionMetrics.addTo(numbers, election);
    SystemMetrics.addTo(numbers);
    ObjectNode json = MesosJson.object();
    numbers.forEach((name, number) -> json.set(name, MesosJson.number(number)));
    return json;
  }

  private void resources(SortedMap<String, Double> numbers) {
    for (String name : List.of("cpus", "disk", "gpus", "mem")) {
      double total =
          config.info().getResourcesList().stream()
              .filter(resource -> resource.getName().equals(name))
              .mapToDouble(MetricsJson::amount)
              .sum();
      numbers.put("slave/" + name + "_total", total);
      for (String kind :
          List.of(
              "_used", "_percent", "_revocable_total", "_revocable_used", "_revocable_percent")) {
        numbers.put("slave/" + name + kind, 0.0);
      }
    }
  }

  private static double amount(Resource resource) {
    return resource.getScalar().getValue();
  }
}
