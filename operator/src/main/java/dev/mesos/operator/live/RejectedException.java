package dev.mesos.operator.live;

/** The API server refused an object for what it says; trying again would not help. */
public final class RejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public RejectedException(String message, Throwable cause) {
    super(message, cause);
  }
}
