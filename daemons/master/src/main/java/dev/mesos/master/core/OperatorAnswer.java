package dev.mesos.master.core;

/** What became of an {@link OperatorCall}. */
public sealed interface OperatorAnswer {

  /** It is done, and written. */
  record Done() implements OperatorAnswer {}

  /** There is no such slave. */
  record NotFound(String text) implements OperatorAnswer {}

  /** It cannot be asked of this slave. */
  record Invalid(String text) implements OperatorAnswer {}

  /** We do not lead, or have not read the registry yet. */
  record Unavailable(String text) implements OperatorAnswer {}
}
