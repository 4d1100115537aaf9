package dev.mesos.operator.status;

import static java.util.Objects.requireNonNullElse;

import dev.mesos.coordination.Candidate;
import dev.mesos.crds.FailoverStatus;
import dev.mesos.crds.LeaderStatus;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.operator.dereference.MasterPod;
import dev.mesos.operator.dereference.Observed;
import dev.mesos.operator.election.DeadCandidates;
import dev.mesos.operator.election.ElectionView;
import java.time.Instant;
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
 *   <li>a master whose end is reported does not lead, though its candidate may still be there;
 *   <li>ZooKeeper cannot be asked: nothing changes.
 * </ul>
 */
final class LeadershipRecord {
  private LeadershipRecord() {}

  record Books(
      @Nullable LeaderStatus leader, long failovers, @Nullable FailoverStatus lastFailover) {}

  static Books next(@Nullable MesosClusterStatus previous, Facts facts, Instant now) {
    Books passed = passed(previous, facts.election(), facts.observed(), now);
    return new Books(
        passed.leader(),
        passed.failovers(),
        facts.election().known()
            ? Failovers.settled(passed.lastFailover(), facts, now)
            : passed.lastFailover());
  }

  private static Books passed(
      @Nullable MesosClusterStatus previous, ElectionView view, Observed observed, Instant now) {
    LeaderStatus before = previous == null ? null : previous.getLeader();
    FailoverStatus last = previous == null ? null : previous.getLastFailover();
    long failovers = previous == null ? 0 : requireNonNullElse(previous.getFailovers(), 0L);
    if (!view.known()) {
      return new Books(before, failovers, last);
    }
    Optional<Candidate> leader = DeadCandidates.leader(view, observed);
    if (leader.isEmpty()) {
      Instant lostAt = view.leader().isPresent() ? now : view.lostAt().orElse(now);
      return new Books(
          null, failovers, before == null ? last : Failovers.begun(before, observed, lostAt));
    }
    Candidate candidate = leader.get();
    if (before != null && Objects.equals(before.getEpoch(), candidate.epoch())) {
      LeaderStatus same = describe(candidate, observed, before.getElectedAt());
      same.setPod(same.getPod() == null ? before.getPod() : same.getPod());
      return new Books(same, failovers, last);
    }
    Instant electedAt =
        view.leaderSince().orElseGet(() -> Instant.ofEpochMilli(candidate.createdMs()));
    LeaderStatus after = describe(candidate, observed, Failovers.text(electedAt));
    if (before != null) {
      last = Failovers.begun(before, observed, view.lostAt().orElse(electedAt));
    }
    boolean passed = last != null && last.getTo() == null;
    return new Books(
        after,
        passed ? failovers + 1 : failovers,
        passed ? Failovers.completed(Objects.requireNonNull(last), after, electedAt) : last);
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
}
