package dev.mesos.operator.build;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.ProbeBuilder;

/**
 * The probes of a container, all by HTTP: the images have no shell. Startup looks every second, so
 * that a pod is ready soon after it could be, and gives a slow machine five minutes. Liveness waits
 * for a minute of silence: on a machine that is short of CPU a restart makes everything worse. None
 * of them asks who leads.
 */
record ProbeSet(Probe startup, Probe readiness, Probe liveness) {
  private static final int STARTUP_SECONDS = 300;
  private static final int LIVENESS_SECONDS = 10;
  private static final int TIMEOUT_SECONDS = 5;
  private static final int READINESS_FAILURES = 2;
  private static final int LIVENESS_FAILURES = 6;

  static ProbeSet of(int port, String live, String ready) {
    return new ProbeSet(
        probe(port, live, 1, STARTUP_SECONDS),
        probe(port, ready, 2, READINESS_FAILURES),
        probe(port, live, LIVENESS_SECONDS, LIVENESS_FAILURES));
  }

  private static Probe probe(int port, String path, int period, int failures) {
    return new ProbeBuilder()
        .withNewHttpGet()
        .withPath(path)
        .withPort(new IntOrString(port))
        .withScheme("HTTP")
        .endHttpGet()
        .withPeriodSeconds(period)
        .withTimeoutSeconds(TIMEOUT_SECONDS)
        .withSuccessThreshold(1)
        .withFailureThreshold(failures)
        .build();
  }
}
