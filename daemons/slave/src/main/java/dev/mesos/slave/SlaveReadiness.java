package dev.mesos.slave;

import dev.mesos.slave.runtime.SlaveRuntime;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/**
 * Ready as soon as it could ask who leads. Whether somebody does, or has registered us, is nobody's
 * health.
 */
@Readiness
@Singleton
final class SlaveReadiness implements HealthCheck {

  private final SlaveRuntime slave;

  SlaveReadiness(SlaveRuntime slave) {
    this.slave = slave;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("detector").status(slave.leaders().asked()).build();
  }
}
