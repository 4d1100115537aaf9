package dev.mesos.operator.status;

import dev.mesos.crds.Condition;
import dev.mesos.crds.ConditionType;
import dev.mesos.crds.FailoverStatus;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.crds.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The time that slaves have to come over to a new leader. It knows none of them at first, and for
 * that moment nothing is wrong with them: their tasks run on. So the condition SlavesAvailable, if
 * it held, holds for {@link #WINDOW} after a failover; the numbers in the status are as the leader
 * counts.
 */
final class Reregistration {
  /** Ours take about a second; Mesos's agents, by their defaults, as long. */
  static final Duration WINDOW = Duration.ofSeconds(30);

  private Reregistration() {}

  /** Whether slaves that are missing now were there before the failover, and may still come. */
  static boolean excuses(
      @Nullable MesosClusterStatus previous, @Nullable FailoverStatus failover, Instant now) {
    return Conditions.holds(previous, ConditionType.SlavesAvailable)
        && failover != null
        && end(failover).filter(end -> end.isAfter(now)).isPresent();
  }

  /** When the condition will no longer be excused; empty if it is not. */
  static Optional<Instant> endsAt(MesosClusterStatus status) {
    return Conditions.find(status, ConditionType.SlavesAvailable)
        .map(Condition::getReason)
        .filter(reason -> reason == Reason.SlavesReregistering)
        .flatMap(reason -> Optional.ofNullable(status.getLastFailover()))
        .flatMap(Reregistration::end);
  }

  private static Optional<Instant> end(FailoverStatus failover) {
    return Failovers.parse(failover.getAt()).map(at -> at.plus(WINDOW));
  }
}
