package dev.mesos.master.registry;

/** What a znode holds is not what it should be. */
final class UnreadableEntryException extends Exception {

  private static final long serialVersionUID = 1L;

  private final String reason;

  UnreadableEntryException(String reason) {
    super(reason);
    this.reason = reason;
  }

  /** Why, for people. */
  String reason() {
    return reason;
  }
}
