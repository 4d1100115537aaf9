package dev.mesos.local.kubelet;

import dev.mesos.local.support.SerialExecutor;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The probes of one container instance: startup first, then liveness and readiness side by side.
 * All state is kept on the pod's serial executor.
 */
final class ContainerProbes {

  /** Told on the pod's serial executor. */
  interface Listener {
    /** {@link #started()} or {@link #ready()} has changed. */
    void changed();

    void unhealthy(String probe, String message);

    /** The container is to be stopped. */
    void fatal(String probe, Duration grace);
  }

  private final NodeServices node;
  private final SerialExecutor serial;
  private final String podIp;
  private final Container container;
  private final Prober.Exec exec;
  private final Duration podGrace;
  private final Listener listener;

  private boolean started;
  private boolean ready;
  private boolean closed;

  ContainerProbes(
      NodeServices node,
      SerialExecutor serial,
      String podIp,
      Container container,
      Prober.Exec exec,
      Duration podGrace,
      Listener listener) {
    this.node = node;
    this.serial = serial;
    this.podIp = podIp;
    this.container = container;
    this.exec = exec;
    this.podGrace = podGrace;
    this.listener = listener;
  }

  void start() {
    Probe startup = container.getStartupProbe();
    if (startup == null) {
      startedNow();
      return;
    }
    begin(startup, new StartupCheck(startup));
  }

  boolean started() {
    return started;
  }

  boolean ready() {
    return ready;
  }

  void close() {
    closed = true;
  }

  private void startedNow() {
    started = true;
    Probe readiness = container.getReadinessProbe();
    ready = readiness == null;
    if (readiness != null) {
      begin(readiness, new ReadinessCheck(readiness));
    }
    Probe liveness = container.getLivenessProbe();
    if (liveness != null) {
      begin(liveness, new LivenessCheck(liveness));
    }
  }

  private void begin(Probe probe, Check check) {
    int delay = probe.getInitialDelaySeconds() == null ? 0 : probe.getInitialDelaySeconds();
    serial.schedule(() -> run(probe, check), Duration.ofSeconds(delay));
  }

  private void run(Probe probe, Check check) {
    if (closed) {
      return;
    }
    node.threads()
        .workers()
        .execute(() -> {
          Prober.Result result = Prober.probe(probe, container, podIp, exec);
          serial.execute(() -> seen(probe, check, result));
        });
  }

  private void seen(Probe probe, Check check, Prober.Result result) {
    if (closed) {
      return;
    }
    if (!result.success()) {
      listener.unhealthy(check.name(), result.message());
    }
    if (check.seen(result.success())) {
      int period = orDefault(probe.getPeriodSeconds(), 10);
      serial.schedule(() -> run(probe, check), Duration.ofSeconds(period));
    }
  }

  private Duration grace(Probe probe) {
    Long own = probe.getTerminationGracePeriodSeconds();
    return own == null ? podGrace : Duration.ofSeconds(own);
  }

  private static ProbeTracker tracker(Probe probe) {
    return new ProbeTracker(
        orDefault(probe.getSuccessThreshold(), 1),
        orDefault(probe.getFailureThreshold(), 3),
        false,
        0);
  }

  private static int orDefault(@Nullable Integer value, int fallback) {
    return value == null ? fallback : value;
  }

  /** What results of one probe lead to. */
  private abstract static class Check {

    private final String name;
    private ProbeTracker tracker;

    Check(String name, Probe probe) {
      this.name = name;
      this.tracker = tracker(probe);
    }

    String name() {
      return name;
    }

    /** Whether to go on probing. */
    boolean seen(boolean success) {
      tracker = tracker.seen(success);
      return decide(tracker);
    }

    abstract boolean decide(ProbeTracker verdict);
  }

  private final class StartupCheck extends Check {
    private final Probe probe;

    StartupCheck(Probe probe) {
      super("Startup", probe);
      this.probe = probe;
    }

    @Override
    boolean decide(ProbeTracker verdict) {
      if (verdict.succeeded()) {
        startedNow();
        listener.changed();
        return false;
      }
      if (verdict.failed()) {
        listener.fatal(name(), grace(probe));
        return false;
      }
      return true;
    }
  }

  private final class ReadinessCheck extends Check {
    ReadinessCheck(Probe probe) {
      super("Readiness", probe);
    }

    @Override
    boolean decide(ProbeTracker verdict) {
      if (ready != verdict.good()) {
        ready = verdict.good();
        listener.changed();
      }
      return true;
    }
  }

  private final class LivenessCheck extends Check {
    private final Probe probe;

    LivenessCheck(Probe probe) {
      super("Liveness", probe);
      this.probe = probe;
    }

    @Override
    boolean decide(ProbeTracker verdict) {
      if (verdict.failed()) {
        listener.fatal(name(), grace(probe));
        return false;
      }
      return true;
    }
  }
}
