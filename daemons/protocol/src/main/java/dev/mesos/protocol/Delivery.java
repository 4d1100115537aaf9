package dev.mesos.protocol;

/** What became of a message that arrived here, and how its sender is answered. */
public enum Delivery {
  /**
   * The process has it, and will do what there is to do about it unless the connection ends before:
   * there is no need to send it again.
   */
  TAKEN(202),

  /** The process is here but does not take such messages at this time. */
  NOT_NOW(503),

  /** There is no such process here. */
  NO_PROCESS(404);

  private final int status;

  Delivery(int status) {
    this.status = status;
  }

  /** The status code of the HTTP answer. */
  int status() {
    return status;
  }
}
