package dev.mesos.bench.process;

/** What is done to a process. */
public enum Signal {
  /** Asked to end. */
  TERM,
  /** Ended without a chance to say goodbye. */
  KILL,
  /** Frozen. */
  STOP,
  /** Thawed. */
  CONT
}
