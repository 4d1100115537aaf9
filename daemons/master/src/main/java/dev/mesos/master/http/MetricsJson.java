package dev.mesos.master.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.master.core.MasterMetrics;
import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.core.MasterMetrics.Total;
import dev.mesos.master.runtime.MasterRuntime;
import dev.mesos.protocol.ElectionMetrics;
import dev.mesos.protocol.MesosJson;
import dev.mesos.protocol.SystemMetrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The numbers of {@code /metrics/snapshot}: one flat object, numbers only, sorted by name. */
final class MetricsJson {

  private final MasterRuntime master;
  private final List<ElectionMetrics.Number> election;
  private final Instant startTime;
  private final InstantSource clock;

  MetricsJson(MasterRuntime master, Instant startTime, InstantSource clock) {
    this.master = master;
    this.election = ElectionMetrics.of(master.elections()::session, master.elections()::election);
    this.startTime = startTime;
    this.clock = clock;
  }

  ObjectNode snapshot() {
    SortedMap<String, Double> numbers = new TreeMap<>();
    master(numbers);
    ElectionMetrics.addTo(numbers, election);
    SystemMetrics.addTo(numbers);
    ObjectNode json = MesosJson.object();
    numbers.forEach((name, number) -> json.set(name, MesosJson.number(number)));
    return json;
  }

  private void master(SortedMap<String, Double> numbers) {
    MasterMetrics metrics = master.metrics();
    for (Metric metric : Metric.values()) {
      numbers.put(metric.key(), (double) metrics.get(metric));
    }
    for (Total total : Total.values()) {
      String name = "master/" + total.name().toLowerCase(Locale.ROOT);
      numbers.put(name + "_total", metrics.get(total));
      // nothing can be launched yet, so nothing is used
      numbers.put(name + "_used", 0.0);
      numbers.put(name + "_percent", 0.0);
    }
    Duration uptime = Duration.between(startTime, clock.instant());
    numbers.put("master/uptime_secs", uptime.toMillis() / 1000.0);
  }
}
