package dev.mesos.bench.peer;

import java.time.Duration;
import java.util.function.BooleanSupplier;

/** Waiting for what must happen sooner or later, and what is not itself measured. */
public final class Patience {

  private static final Duration POLL = Duration.ofMillis(5);

  private Patience() {}

  /**
   * Waits until it is so.
   *
   * @param what names it: {@code no new connection}
   * @throws PatienceException if it is not in time
   */
  public static void until(String what, Duration patience, BooleanSupplier so)
      throws InterruptedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!so.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new PatienceException(what, patience);
      }
      Thread.sleep(POLL);
    }
  }
}
