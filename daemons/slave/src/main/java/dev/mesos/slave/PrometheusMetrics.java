package dev.mesos.slave;

import dev.mesos.protocol.ElectionMetrics;
import dev.mesos.slave.http.SlaveMetric;
import dev.mesos.slave.runtime.SlaveRuntime;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/** The slave's numbers for {@code /q/metrics}, as {@code mesos_...}. */
@Singleton
final class PrometheusMetrics {

  void register(@Observes StartupEvent event, MeterRegistry registry, SlaveRuntime slave) {
    for (SlaveMetric metric : SlaveMetric.values()) {
      String name = "mesos." + metric.key().replace('/', '.');
      if (metric.isGauge()) {
        Gauge.builder(name, slave, metric::of).register(registry);
      } else {
        FunctionCounter.builder(name, slave, metric::of).register(registry);
      }
    }
    ElectionMetrics.of(slave.leaders()::session, slave.leaders()::election)
        .forEach(number -> register(registry, slave, number));
  }

  private static void register(
      MeterRegistry registry, SlaveRuntime slave, ElectionMetrics.Number number) {
    String name = "mesos." + number.key().replace('/', '.');
    // meters hold what they look at weakly: slave is what stays
    if (number.counter()) {
      FunctionCounter.builder(name, slave, held -> number.value().get()).register(registry);
    } else {
      Gauge.builder(name, slave, held -> number.value().get()).register(registry);
    }
  }
}
