package dev.mesos.operator.status;

import static java.util.Objects.requireNonNullElse;

import dev.mesos.crds.FailoverReason;
import dev.mesos.crds.FailoverStatus;
import dev.mesos.crds.LeaderStatus;
import dev.mesos.operator.dereference.MasterEnd;
import dev.mesos.operator.dereference.MasterPod;
import dev.mesos.operator.dereference.Observed;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Describes a passing of the leadership: begun when the old leader is gone, completed when the next
 * one leads, and settled when it is known why.
 *
 * <p>Why, Kubernetes tells, and a little later than ZooKeeper: a master that is asked to stop gives
 * up its candidacy first and ends afterwards. So reason and duration wait up to {@link #PATIENCE}
 * for the report of the old leader's end, and then stand.
 *
 * <p>The duration is the time in which nobody led, from the last moment at which the old leader can
 * have worked:
 *
 * <ul>
 *   <li>it gave up its candidacy in good order: when that went;
 *   <li>its process died: when it did, by its node's clock and in whole seconds rounded down, so up
 *       to a second is added;
 *   <li>ZooKeeper no longer heard it: a session timeout before its candidacy went, since ZooKeeper
 *       removes it only after that long a silence; or when its process ended, if that is earlier:
 *       ZooKeeper without a quorum removes nothing.
 * </ul>
 */
final class Failovers {
  /** How long the report of an end may take. */
  static final Duration PATIENCE = Duration.ofSeconds(5);

  private static final int GOOD_ORDER = 0;

  /** By it a master says that it can no longer prove to lead. */
  private static final int LEADERSHIP_LOST = 1;

  /** Kubernetes writes an end's time in whole seconds. */
  private static final Duration GRAIN = Duration.ofSeconds(1);

  private Failovers() {}

  /** The old leader is gone since {@code lostAt}. */
  static FailoverStatus begun(LeaderStatus before, Observed observed, Instant lostAt) {
    FailoverStatus failover = new FailoverStatus();
    failover.setAt(text(lostAt));
    failover.setFrom(name(before));
    failover.setFromId(before.getId());
    if (podDeleted(before, observed)) {
      failover.setReason(FailoverReason.PodDeleted);
    }
    return failover;
  }

  /** The next one leads. */
  static FailoverStatus completed(FailoverStatus begun, LeaderStatus after, Instant electedAt) {
    FailoverStatus failover = new FailoverStatus();
    failover.setAt(text(electedAt));
    failover.setFrom(begun.getFrom());
    failover.setFromId(begun.getFromId());
    failover.setReason(begun.getReason());
    failover.setTo(name(after));
    return failover;
  }

  /** The same with reason and duration, if they can be told now. */
  static @Nullable FailoverStatus settled(
      @Nullable FailoverStatus failover, Facts facts, Instant now) {
    if (failover == null || !isOpen(failover)) {
      return failover;
    }
    boolean seen =
        facts.election().leaderSince().map(Failovers::text).equals(Optional.of(at(failover)))
            && facts.election().lostAt().isPresent();
    Optional<MasterEnd> end = facts.observed().endOf(failover.getFromId());
    if (end.isEmpty() && seen && waitsUntil(failover).isAfter(now)) {
      return failover;
    }
    FailoverReason reason =
        end.map(e -> reason(e, failover)).orElseGet(() -> withoutReport(failover, seen));
    FailoverStatus result = copy(failover);
    result.setReason(reason);
    if (seen && reason != FailoverReason.Unknown) {
      result.setTook(took(facts, end).toMillis() + "ms");
    }
    return result;
  }

  /** When a failover that is not settled will be. */
  static Optional<Instant> settlesAt(@Nullable FailoverStatus failover) {
    return failover == null || !isOpen(failover)
        ? Optional.empty()
        : Optional.of(waitsUntil(failover));
  }

  private static boolean isOpen(FailoverStatus failover) {
    return failover.getTo() != null
        && failover.getTook() == null
        && (failover.getReason() == null || failover.getReason() == FailoverReason.PodDeleted);
  }

  private static Instant waitsUntil(FailoverStatus failover) {
    return parse(failover.getAt()).map(at -> at.plus(PATIENCE)).orElse(Instant.EPOCH);
  }

  private static FailoverReason reason(MasterEnd end, FailoverStatus failover) {
    if (end.podDeleted() || failover.getReason() == FailoverReason.PodDeleted) {
      return FailoverReason.PodDeleted;
    }
    return switch (end.exitCode()) {
      case GOOD_ORDER -> FailoverReason.MasterStopped;
      case LEADERSHIP_LOST -> FailoverReason.SessionExpired;
      default -> FailoverReason.MasterCrashed;
    };
  }

  private static FailoverReason withoutReport(FailoverStatus failover, boolean seen) {
    boolean aPod = failover.getFrom() != null && !failover.getFrom().contains(":");
    return requireNonNullElse(
        failover.getReason(),
        seen && aPod ? FailoverReason.SessionExpired : FailoverReason.Unknown);
  }

  private static Duration took(Facts facts, Optional<MasterEnd> end) {
    Instant lost = facts.election().lostAt().orElseThrow();
    Instant elected = facts.election().leaderSince().orElseThrow();
    Instant silent = lost.minus(facts.cluster().sessionTimeout());
    Instant worked = end.map(e -> lastWorked(e, lost, silent)).orElse(silent);
    return Duration.between(worked, elected).truncatedTo(ChronoUnit.MILLIS);
  }

  private static Instant lastWorked(MasterEnd end, Instant lost, Instant silent) {
    return switch (end.exitCode()) {
      case GOOD_ORDER -> earlier(lost, end.finishedAt().map(at -> at.plus(GRAIN)).orElse(lost));
      case LEADERSHIP_LOST -> earlier(silent, end.finishedAt().orElse(silent));
      default -> earlier(lost, end.finishedAt().orElse(lost));
    };
  }

  private static Instant earlier(Instant one, Instant other) {
    return one.isBefore(other) ? one : other;
  }

  /** What Kubernetes shows of the old leader's pod at the moment of the loss. */
  private static boolean podDeleted(LeaderStatus before, Observed observed) {
    if (before.getPod() == null) {
      return false;
    }
    String address = requireNonNullElse(before.getAddress(), "");
    return observed.masterPods().stream()
        .filter(pod -> pod.name().equals(before.getPod()))
        .filter(pod -> address.startsWith(pod.ip().orElse("none") + ":"))
        .allMatch(MasterPod::terminating);
  }

  private static FailoverStatus copy(FailoverStatus failover) {
    FailoverStatus copy = new FailoverStatus();
    copy.setAt(failover.getAt());
    copy.setFrom(failover.getFrom());
    copy.setFromId(failover.getFromId());
    copy.setTo(failover.getTo());
    return copy;
  }

  private static @Nullable String name(LeaderStatus leader) {
    return leader.getPod() == null ? leader.getAddress() : leader.getPod();
  }

  private static String at(FailoverStatus failover) {
    return requireNonNullElse(failover.getAt(), "");
  }

  /** A moment as the status shows it. */
  static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  /** A moment that the status shows. */
  static Optional<Instant> parse(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
