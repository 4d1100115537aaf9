package dev.mesos.master.registry;

/** What became of an operation. Whatever it is, it is told when it is so in ZooKeeper. */
public sealed interface RegistryOutcome {

  /** It is written. */
  record Written(RegistryEntry now) implements RegistryOutcome {}

  /** The slave is in the registry no more. */
  record Erased() implements RegistryOutcome {}

  /** There was nothing to write: it is so already. */
  record Unchanged(RegistryEntry now) implements RegistryOutcome {}

  /**
   * It may not be, and nothing was written.
   *
   * @param reason for programs
   * @param detail for people
   */
  record Refused(Refusal reason, String detail) implements RegistryOutcome {}

  /**
   * We may write no more, and nobody here can tell whether this was written: the next leader reads
   * what there is.
   */
  record Ended(RegistryEnd reason) implements RegistryOutcome {}

  /** Why an operation may not be. */
  enum Refusal {
    /** The registry was not read yet. */
    NOT_RECOVERED,
    /** It knows no such slave. */
    UNKNOWN,
    /** The slave is admitted already. */
    ALREADY_ADMITTED,
    /** The slave was given up. */
    DEACTIVATED,
    /** The slave is gone for good. */
    GONE,
    /** The slave is not being drained. */
    NOT_DRAINING,
    /** The slave is neither deactivated nor gone. */
    NOT_PRUNABLE,
    /** Something that cannot be read stands in its place, and may say anything. */
    UNREADABLE,
    /** An id that is empty or too long, or a record that is too large for ZooKeeper. */
    INVALID
  }
}
