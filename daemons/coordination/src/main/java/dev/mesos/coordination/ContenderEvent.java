package dev.mesos.coordination;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a {@link ContenderCore} hears of. */
sealed interface ContenderEvent {
  /** Somebody wants to stand. */
  record Contend(MasterInfo info) implements ContenderEvent {}

  /** A new session is being opened. */
  record Opened() implements ContenderEvent {}

  /** A server has accepted the session, for the first time or again, asked from sentAt on. */
  record Connected(long timeoutNanos, long sentAt) implements ContenderEvent {}

  /** The connection is gone, the session perhaps not. */
  record Disconnected() implements ContenderEvent {}

  /** The session has ended. */
  record SessionOver(String detail) implements ContenderEvent {}

  /** The election as just read. */
  record Seen(Set<String> children, Optional<Candidate> leader, long listedAt)
      implements ContenderEvent {}

  /** The path cannot be read or is missing. */
  record NoPath(String detail) implements ContenderEvent {}

  /** Our znode is there. */
  record Created(Candidate self, long sentAt) implements ContenderEvent {}

  /** Our znode is not there, or perhaps it is. */
  record CreateFailed(Failure failure, String detail) implements ContenderEvent {}

  /** What our session owns below the path, as the ensemble's leader knows it. */
  record Owned(List<Candidate> candidates) implements ContenderEvent {}

  /** What our session owns could not be found out. */
  record OwnedFailed(Failure failure) implements ContenderEvent {}

  /** A request of this session, of any kind, was answered. */
  record Answered(long sentAt) implements ContenderEvent {}

  /** A quorum confirmed that our znode exists. */
  record Proved(long sentAt) implements ContenderEvent {}

  /** It did not. */
  record ProofFailed(Failure failure) implements ContenderEvent {}

  /** The time that {@link ContenderCore#wakeAt()} named has come. */
  record Woke() implements ContenderEvent {}
}
