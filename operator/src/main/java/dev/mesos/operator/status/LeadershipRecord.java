package dev.mesos.operator.status;

import static java.util.Objects.requireNonNullElse;

import dev.mesos.coordination.Candidate;
import dev.mesos.crds.FailoverStatus;
import dev.mesos.crds.LeaderStatus;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.operator.dereference.MasterPod;
import dev.mesos.operator.dereference.Observed;
import dev.mesos.operator.election.ElectionView;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the books of the leadership: who leads, how often it passed on, and how the last passing
 * went. Everything is derived from the previous status and what ZooKeeper says now, so nothing is
 * lost when the operator restarts:
 *
 * <ul>
 *   <li>another epoch leads than before: one failover more;
 *   <li>nobody leads after somebody did: a failover has begun; it is completed when the next one
 *       leads;
 *   <li>ZooKeeper cannot be asked: nothing changes.
 * </ul>
 */
final class LeadershipRecord {
  private LeadershipRecord() {}

  record Books(
      @Nullable LeaderStatus leader, long failovers, @Nullable FailoverStatus lastFailover) {}

  static Books next(
      @Nullable MesosClusterStatus previous, ElectionView view, Observed observed, Instant now) {
    LeaderStatus before = previous == null ? null : previous.getLeader();
    FailoverStatus last = previous == null ? null : previous.getLastFailover();
    long failovers = previous == null ? 0 : requireNonNullElse(previous.getFailovers(), 0L);
    if (!view.known()) {
      return new Books(before, failovers, last);
    }
    Optional<Candidate> leader = view.leader();
    if (leader.isEmpty()) {
      return new Books(null, failovers, before == null ? last : begun(before, view, observed, now));
    }
    Candidate candidate = leader.get();
    if (before != null && Objects.equals(before.getEpoch(), candidate.epoch())) {
      LeaderStatus same = describe(candidate, observed, before.getElectedAt());
      same.setPod(same.getPod() == null ? before.getPod() : same.getPod());
      return new Books(same, failovers, last);
    }
    Instant electedAt =
        view.leaderSince().orElseGet(() -> Instant.ofEpochMilli(candidate.createdMs()));
    LeaderStatus after = describe(candidate, observed, text(electedAt));
    if (before != null) {
      last = begun(before, view, observed, electedAt);
    }
    boolean passed = last != null && last.getTo() == null;
    return new Books(
        after,
        passed ? failovers + 1 : failovers,
        passed ? completed(Objects.requireNonNull(last), after, view, electedAt) : last);
  }

  private static FailoverStatus begun(
      LeaderStatus before, ElectionView view, Observed observed, Instant now) {
    FailoverStatus failover = new FailoverStatus();
    failover.setAt(text(view.lostAt().orElse(now)));
    failover.setFrom(name(before));
    failover.setReason(reason(before, observed));
    return failover;
  }

  private static FailoverStatus completed(
      FailoverStatus begun, LeaderStatus after, ElectionView view, Instant electedAt) {
    FailoverStatus failover = new FailoverStatus();
    failover.setAt(text(electedAt));
    failover.setFrom(begun.getFrom());
    failover.setReason(begun.getReason());
    failover.setTo(name(after));
    view.lostAt()
        .or(() -> parse(begun.getAt()))
        .filter(lost -> view.leaderSince().isPresent() && !electedAt.isBefore(lost))
        .ifPresent(lost -> failover.setTook(Duration.between(lost, electedAt).toMillis() + "ms"));
    return failover;
  }

  /** What Kubernetes shows of the old leader at the moment of the loss. */
  private static String reason(LeaderStatus before, Observed observed) {
    if (before.getPod() == null) {
      return "SessionEnded";
    }
    Optional<MasterPod> pod =
        observed.masterPods().stream().filter(p -> p.name().equals(before.getPod())).findFirst();
    if (pod.isEmpty() || pod.get().terminating()) {
      return "PodDeleted";
    }
    boolean moved =
        before.getAddress() != null
            && !before.getAddress().startsWith(pod.get().ip().orElse("") + ":");
    return moved ? "PodDeleted" : "SessionEnded";
  }

  private static LeaderStatus describe(
      Candidate candidate, Observed observed, @Nullable String electedAt) {
    LeaderStatus leader = new LeaderStatus();
    leader.setPod(observed.podOf(candidate).map(MasterPod::name).orElse(null));
    leader.setHostname(candidate.info().hostname());
    leader.setAddress(Candidates.address(candidate));
    leader.setId(candidate.info().id());
    leader.setZnode(candidate.znode());
    leader.setEpoch(candidate.epoch());
    leader.setElectedAt(electedAt);
    return leader;
  }

  private static @Nullable String name(LeaderStatus leader) {
    return leader.getPod() == null ? leader.getAddress() : leader.getPod();
  }

  private static String text(Instant instant) {
    return instant.truncatedTo(ChronoUnit.MILLIS).toString();
  }

  private static Optional<Instant> parse(@Nullable String text) {
    try {
      return text == null ? Optional.empty() : Optional.of(Instant.parse(text));
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }
}
