package dev.mesos.local.cli;

/** The demo did not come to its end; the message says what did not happen. */
final class DemoFailedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  DemoFailedException(String message) {
    super(message);
  }
}
