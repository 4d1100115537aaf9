package dev.mesos.operator.status;

import dev.mesos.crds.MesosClusterStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** When a status will change by time alone, so that somebody has to look again. */
public final class NextLook {
  private NextLook() {}

  /** How long from now; empty if nothing waits for the time. */
  public static Optional<Duration> after(MesosClusterStatus status, Instant now) {
    return Stream.of(Failovers.settlesAt(status.getLastFailover()), Reregistration.endsAt(status))
        .flatMap(Optional::stream)
        .filter(at -> at.isAfter(now))
        .map(at -> Duration.between(now, at).plusMillis(1))
        .min(Duration::compareTo);
  }
}
