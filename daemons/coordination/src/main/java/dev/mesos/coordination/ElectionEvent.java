package dev.mesos.coordination;

import java.util.List;

/** What an {@link ElectionCore} hears of. Times are those of its own clock, in nanoseconds. */
sealed interface ElectionEvent {

  /** Somebody wants to stand. */
  record Contend(MasterInfo info) implements ElectionEvent {}

  /** A new session is being opened, as {@link ElectionAction.OpenSession} asked. */
  record Opened() implements ElectionEvent {}

  /**
   * A server has accepted the session, for the first time or again.
   *
   * @param timeoutNanos as negotiated
   * @param sentAt when the attempt to connect began that succeeded now
   */
  record Connected(long timeoutNanos, long sentAt) implements ElectionEvent {}

  /** The connection is gone, the session perhaps not. */
  record Disconnected() implements ElectionEvent {}

  /** ZooKeeper says that the session has ended, or it had to be given up. */
  record SessionOver(String detail) implements ElectionEvent {}

  /** Children of the path have come or gone, or the path itself. */
  record Changed() implements ElectionEvent {}

  /** A child that was read is gone. Comes before {@link Changed}. */
  record ChildGone(String znode) implements ElectionEvent {}

  /** A child that was read has another content, or is another one of that name. */
  record ChildChanged(String znode) implements ElectionEvent {}

  /** The time that {@link ElectionCore#wakeAt()} named has come. */
  record Woke() implements ElectionEvent {}

  /** Our server has caught up with the ensemble's leader. */
  record Synced(long sentAt) implements ElectionEvent {}

  /** Whether it has is not known. */
  record SyncFailed(Failure failure) implements ElectionEvent {}

  /** The children of the path. */
  record Listed(List<String> children, long sentAt) implements ElectionEvent {}

  /** The children could not be had. */
  record ListFailed(Failure failure, String detail) implements ElectionEvent {}

  /** The content of a child. */
  record Read(String znode, byte[] content, long czxid, long owner, long createdMs)
      implements ElectionEvent {}

  /** The content of a child could not be had. */
  record ReadFailed(String znode, Failure failure) implements ElectionEvent {}

  /** The path was created, by us or by somebody else just before. */
  record PathCreated() implements ElectionEvent {}

  /** The path could not be created. */
  record PathFailed(Failure failure, String detail) implements ElectionEvent {}

  /** Our znode is there. */
  record Created(Candidate self, long sentAt) implements ElectionEvent {}

  /** Our znode is not there, or perhaps it is. */
  record CreateFailed(Failure failure, String detail) implements ElectionEvent {}

  /** What our session owns below the path, as the ensemble's leader knows it. */
  record Owned(List<Candidate> candidates) implements ElectionEvent {}

  /** What our session owns could not be found out. */
  record OwnedFailed(Failure failure) implements ElectionEvent {}

  /** A quorum confirmed that our znode exists. */
  record Proved(long sentAt) implements ElectionEvent {}

  /** It did not. */
  record ProofFailed(Failure failure) implements ElectionEvent {}
}
