package dev.mesos.local.kubelet;

/** A pod refers to something that is not there (yet); the kubelet tries again. */
final class MissingReferenceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MissingReferenceException(String message) {
    super(message);
  }
}
