package dev.mesos.slave;

import dev.mesos.coordination.SessionStatus;
import dev.mesos.slave.http.SlaveMetric;
import dev.mesos.slave.runtime.SlaveRuntime;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.util.function.ToDoubleFunction;

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
    session(registry, slave, "connected", s -> s.connected() ? 1 : 0);
    session(registry, slave, "negotiated.timeout.seconds", s -> s.negotiatedTimeoutMs() / 1000.0);
    session(registry, slave, "last.heard.seconds", s -> s.lastHeardMs() / 1000.0);
    session(registry, slave, "expirations", SessionStatus::expirations);
  }

  private static void session(
      MeterRegistry registry,
      SlaveRuntime slave,
      String name,
      ToDoubleFunction<SessionStatus> number) {
    Gauge.builder(
            "mesos.zookeeper.session." + name,
            slave,
            s -> s.leaders().session().map(number::applyAsDouble).orElse(Double.NaN))
        .register(registry);
  }
}
