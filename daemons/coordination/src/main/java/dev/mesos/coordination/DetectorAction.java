package dev.mesos.coordination;

import java.util.Optional;
import java.util.Set;

/** What a {@link DetectorCore} wants done, in the order given. */
sealed interface DetectorAction {
  /** Let our server catch up with the ensemble's leader. */
  record Sync() implements DetectorAction {}

  /**
   * Let our server know all that a quorum has agreed on by now. Answered as a sync is, which a
   * leader that has lost its quorum answers by itself until it notices.
   */
  record CatchUp() implements DetectorAction {}

  /** List the children; watch them if wanted. If the path is missing, watch for its creation. */
  record ListChildren(boolean watch) implements DetectorAction {}

  /** Read a child and set a watch. */
  record ReadChild(String znode) implements DetectorAction {}

  /** Create the path with its parents. */
  record CreatePath() implements DetectorAction {}

  /** Go on with this session at another server. */
  record ChangeServer(String detail) implements DetectorAction {}

  /** Close this session, report it over, and open the next one. */
  record EndSession(String detail) implements DetectorAction {}

  /** Tell the listener. */
  record Tell(Detection detection) implements DetectorAction {}

  /** Count and log a candidate that is passed over, once. */
  record Skip(SkippedCandidate candidate) implements DetectorAction {}

  /** The election is completely known, and has changed. Only if all candidates are read. */
  record Publish(Election election) implements DetectorAction {}

  /** The leader is known: whether or not that is news. For a contender on this session. */
  record Seen(Set<String> children, Optional<Candidate> leader, long listedAt)
      implements DetectorAction {}
}
