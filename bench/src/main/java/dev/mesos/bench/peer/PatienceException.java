package dev.mesos.bench.peer;

import java.time.Duration;

/** Something did not happen in time. */
public final class PatienceException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** Names what was waited for. */
  public PatienceException(String what, Duration patience) {
    super(what + " within " + patience.toMillis() + " ms");
  }
}
