package dev.mesos.coordination;

import java.util.List;

/** What a {@link DetectorCore} hears of. */
sealed interface DetectorEvent {
  /** A new session is being opened. */
  record Opened() implements DetectorEvent {}

  /** A server has accepted the session, for the first time or again, asked from sentAt on. */
  record Connected(long timeoutNanos, long sentAt) implements DetectorEvent {}

  /** The connection is gone, the session perhaps not. */
  record Disconnected() implements DetectorEvent {}

  /** ZooKeeper says that the session has ended, or we have ended it. */
  record SessionOver(String detail) implements DetectorEvent {}

  /** Children of the path have come or gone, or the path itself. */
  record Changed() implements DetectorEvent {}

  /** A child that was read is gone. Comes before {@link Changed}. */
  record ChildGone(String znode) implements DetectorEvent {}

  /** A child that was read has another content, or is another one of that name. */
  record ChildChanged(String znode) implements DetectorEvent {}

  /** Our server has caught up with the ensemble's leader. */
  record Synced(long sentAt) implements DetectorEvent {}

  /** Whether it has is not known. */
  record SyncFailed(Failure failure) implements DetectorEvent {}

  /** The children of the path. */
  record Listed(List<String> children, long sentAt) implements DetectorEvent {}

  /** The children could not be had. */
  record ListFailed(Failure failure, String detail) implements DetectorEvent {}

  /** The path was created, by us or by somebody else just before. */
  record PathCreated() implements DetectorEvent {}

  /** The path could not be created. */
  record PathFailed(Failure failure, String detail) implements DetectorEvent {}

  /** The content of a child. */
  record Read(String znode, byte[] content, long czxid, long owner, long createdMs)
      implements DetectorEvent {}

  /** The content of a child could not be had. */
  record ReadFailed(String znode, Failure failure) implements DetectorEvent {}

  /** Some other request of this session succeeded. */
  record Heard(long sentAt) implements DetectorEvent {}

  /** The time that {@link DetectorCore#wakeAt()} named has come. */
  record Woke() implements DetectorEvent {}
}
