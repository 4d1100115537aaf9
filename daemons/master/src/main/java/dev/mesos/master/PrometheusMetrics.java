package dev.mesos.master;

import dev.mesos.master.core.MasterMetrics;
import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.runtime.MasterRuntime;
import dev.mesos.protocol.ElectionMetrics;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

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
      ElectionMetrics.of(master.elections()::session, master.elections()::election)
          .forEach(number -> register(registry, master, number));
    }
  }

  private static void register(
      MeterRegistry registry, MasterRuntime master, ElectionMetrics.Number number) {
    String name = "mesos." + number.key().replace('/', '.');
    // meters hold what they look at weakly: master is what stays
    if (number.counter()) {
      FunctionCounter.builder(name, master, held -> number.value().get()).register(registry);
    } else {
      Gauge.builder(name, master, held -> number.value().get()).register(registry);
    }
  }
}
