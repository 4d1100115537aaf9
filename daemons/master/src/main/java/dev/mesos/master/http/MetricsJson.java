package dev.mesos.master.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.management.OperatingSystemMXBean;
import dev.mesos.coordination.SessionStatus;
import dev.mesos.master.core.MasterMetrics;
import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.core.MasterMetrics.Total;
import dev.mesos.master.runtime.MasterRuntime;
import dev.mesos.protocol.MesosJson;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/** The numbers of {@code /metrics/snapshot}: one flat object, numbers only, sorted by name. */
final class MetricsJson {

  private final MasterRuntime master;
  private final Instant startTime;
  private final InstantSource clock;

  MetricsJson(MasterRuntime master, Instant startTime, InstantSource clock) {
    this.master = master;
    this.startTime = startTime;
    this.clock = clock;
  }

  ObjectNode snapshot() {
    SortedMap<String, Double> numbers = new TreeMap<>();
    master(numbers);
    master.elections().session().ifPresent(session -> session(session, numbers));
    system(numbers);
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

  private static void session(SessionStatus session, SortedMap<String, Double> numbers) {
    numbers.put("zookeeper/session_connected", session.connected() ? 1.0 : 0.0);
    numbers.put("zookeeper/session_requested_timeout_ms", (double) session.requestedTimeoutMs());
    numbers.put("zookeeper/session_negotiated_timeout_ms", (double) session.negotiatedTimeoutMs());
    numbers.put("zookeeper/session_last_heard_ms", (double) session.lastHeardMs());
    numbers.put("zookeeper/sessions", (double) session.sessions());
    numbers.put("zookeeper/session_expirations", (double) session.expirations());
    numbers.put("zookeeper/skipped_candidates", (double) session.skipped());
  }

  private static void system(SortedMap<String, Double> numbers) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      numbers.put("system/cpus_total", (double) system.getAvailableProcessors());
      numbers.put("system/load_1min", system.getSystemLoadAverage());
      numbers.put("system/mem_total_bytes", (double) system.getTotalMemorySize());
      numbers.put("system/mem_free_bytes", (double) system.getFreeMemorySize());
    }
  }
}
