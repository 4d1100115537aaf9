package dev.mesos.master.registry;

/** A registry that this version may not lead. */
final class IncompatibleRegistryException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  IncompatibleRegistryException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, and what to do about it. */
  String reason() {
    return reason;
  }
}
