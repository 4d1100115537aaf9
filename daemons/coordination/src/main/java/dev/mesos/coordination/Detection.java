package dev.mesos.coordination;

/** What a {@link Detector} says: told when it changes, never twice the same in a row. */
public sealed interface Detection {

  /** This candidate leads. */
  record Leader(Candidate candidate) implements Detection {}

  /**
   * Nobody is known to lead.
   *
   * @param reason for programs
   * @param detail for people; no secrets
   */
  record NoLeader(Reason reason, String detail) implements Detection {}

  /** Why nobody is known to lead. */
  enum Reason {
    /** The path exists and nobody stands. */
    NO_CANDIDATES,
    /** Candidates stand, but none of them can be read. */
    NONE_READABLE,
    /** The path is not there. */
    PATH_MISSING,
    /** ZooKeeper does not let us read the path. */
    NOT_PERMITTED,
    /** ZooKeeper was not heard for a session timeout, or says that the session is over. */
    SESSION_EXPIRED
  }
}
