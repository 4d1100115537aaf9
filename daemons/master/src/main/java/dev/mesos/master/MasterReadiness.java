package dev.mesos.master;

import dev.mesos.master.runtime.MasterRuntime;
import jakarta.inject.Singleton;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready as soon as the candidacy stands, leading or not: leadership is nobody's health. */
@Readiness
@Singleton
final class MasterReadiness implements HealthCheck {

  private final MasterRuntime master;

  MasterReadiness(MasterRuntime master) {
    this.master = master;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("candidacy").status(master.elections().stands()).build();
  }
}
