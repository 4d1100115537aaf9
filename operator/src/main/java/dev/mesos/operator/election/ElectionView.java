package dev.mesos.operator.election;

import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.Election;
import java.time.Instant;
import java.util.Optional;

/**
 * What ZooKeeper says about a cluster, as far as it is known now. Immutable.
 *
 * @param znode the state of the cluster's own znode
 * @param reachable false while ZooKeeper was not heard for a session timeout; {@code election} is
 *     then what was seen last
 * @param election empty before the first look
 * @param leaderSince when the present leader was seen to lead; empty if it led at the first look
 * @param lostAt when the leader before it was seen to go
 */
public record ElectionView(
    ZnodeState znode,
    boolean reachable,
    Optional<Election> election,
    Optional<Instant> leaderSince,
    Optional<Instant> lostAt) {

  /** Before anything was asked. */
  public static final ElectionView NONE =
      new ElectionView(
          new ZnodeState.Pending(), true, Optional.empty(), Optional.empty(), Optional.empty());

  /** Who leads, as the znodes said last. */
  public Optional<Candidate> leader() {
    return election.flatMap(Election::leader);
  }

  /** Whether the znodes can be trusted to be as the view says. */
  public boolean known() {
    return reachable && election.isPresent();
  }

  ElectionView withZnode(ZnodeState state) {
    return new ElectionView(state, reachable, election, leaderSince, lostAt);
  }

  ElectionView withReachable(boolean now) {
    return new ElectionView(znode, now, election, leaderSince, lostAt);
  }

  /** The view after the election was seen at {@code now}. */
  public ElectionView seen(Election next, Instant now) {
    Optional<Long> before = leader().map(Candidate::epoch);
    Optional<Long> after = next.leader().map(Candidate::epoch);
    if (election.isEmpty() || before.equals(after)) {
      return new ElectionView(znode, reachable, Optional.of(next), leaderSince, lostAt);
    }
    return new ElectionView(
        znode,
        reachable,
        Optional.of(next),
        after.map(epoch -> now),
        before.isPresent() ? Optional.of(now) : lostAt);
  }
}
