package dev.mesos.coordination;

/**
 * Whether a detector makes the path of its election. It does so once, at the start: a path that was
 * there and is gone was removed by somebody, on purpose. Not thread-safe.
 */
final class PathCreation {

  private final boolean wanted;
  private boolean seen;
  private boolean attempted;
  private boolean pending;

  PathCreation(boolean wanted) {
    this.wanted = wanted;
  }

  /** The path is there. */
  void seen() {
    seen = true;
  }

  /** Whether it is to be created now that it is missing; then it is {@link #pending}. */
  boolean begin() {
    if (!wanted || seen || attempted) {
      return false;
    }
    attempted = true;
    pending = true;
    return true;
  }

  /** Whether an answer is still to come. */
  boolean pending() {
    return pending;
  }

  void created() {
    pending = false;
  }

  /** It could not be created: whether that is final. If not, it is tried again. */
  boolean failed(Failure failure) {
    pending = false;
    boolean unknown = failure == Failure.UNREACHABLE || failure == Failure.SESSION_OVER;
    attempted &= !unknown;
    return !unknown;
  }

  /** What was asked will not be answered. */
  void disconnected() {
    pending = false;
  }
}
