package dev.mesos.protocol;

/** What became of a message that arrived here, and how its sender is answered. */
public enum Delivery {
  /**
   * The process has it, and will do what there is to do about it unless the connection ends before:
   * there is no need to send it again.
   */
  TAKEN(202, "Accepted"),

  /** The process is here but does not take such messages at this time. */
  NOT_NOW(503, "Service Unavailable"),

  /** There is no such process here. */
  NO_PROCESS(404, "Not Found");

  private final int status;
  private final String phrase;

  Delivery(int status, String phrase) {
    this.status = status;
    this.phrase = phrase;
  }

  /** The status code of the HTTP answer. */
  int status() {
    return status;
  }

  /** What people are told, as Mesos does. */
  String text() {
    return status + " " + phrase + ".";
  }
}
