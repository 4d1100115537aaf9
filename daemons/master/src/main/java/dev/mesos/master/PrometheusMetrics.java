package dev.mesos.master;

import dev.mesos.coordination.SessionStatus;
import dev.mesos.master.core.MasterMetrics;
import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.runtime.MasterRuntime;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

/** The master's numbers for {@code /q/metrics}, as {@code mesos_...}. */
@Singleton
final class PrometheusMetrics {

  void register(@Observes StartupEvent event, MeterRegistry registry, MasterRuntime master) {
    for (Metric metric : Metric.values()) {
      String name = "mesos." + metric.key().replace('/', '.');
      MasterMetrics metrics = master.metrics();
      if (metric.isGauge()) {
        Gauge.builder(name, metrics, m -> m.get(metric)).register(registry);
      } else {
        FunctionCounter.builder(name, metrics, m -> m.get(metric)).register(registry);
      }
    }
    if (master.elections().session().isPresent()) {
      sessions(registry, master);
    }
  }

  private static void sessions(MeterRegistry registry, MasterRuntime master) {
    session(registry, master, "connected", s -> s.connected() ? 1 : 0);
    session(registry, master, "negotiated.timeout.seconds", s -> s.negotiatedTimeoutMs() / 1000.0);
    session(registry, master, "last.heard.seconds", s -> s.lastHeardMs() / 1000.0);
    session(registry, master, "expirations", SessionStatus::expirations);
  }

  private static void session(
      MeterRegistry registry,
      MasterRuntime master,
      String name,
      ToDoubleFunction<SessionStatus> number) {
    Gauge.builder(
            "mesos.zookeeper.session." + name,
            master,
            m -> m.elections().session().map(number::applyAsDouble).orElse(Double.NaN))
        .register(registry);
  }
}
