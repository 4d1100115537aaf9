package dev.mesos.operator.validate;

/** Leaves the validation at the first fault. The message names the field and the remedy. */
final class InvalidSpec extends RuntimeException {
  private static final long serialVersionUID = 1L;

  InvalidSpec(String message) {
    super(message);
  }
}
