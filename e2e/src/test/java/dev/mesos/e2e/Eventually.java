package dev.mesos.e2e;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import org.awaitility.core.ConditionFactory;

/** Waiting for conditions, never for time. */
final class Eventually {
  /** {@code E2E_PATIENCE=3} waits three times as long, for a machine that is busy otherwise. */
  private static final int PATIENCE =
      Integer.parseInt(System.getenv().getOrDefault("E2E_PATIENCE", "1"));

  /** A whole cluster with three ensemble members, from nothing, on a busy machine. */
  static final Duration CLUSTER_START = Duration.ofSeconds(150).multipliedBy(PATIENCE);

  /** A session timeout (10 s), an election and a restarted pod, on a busy machine. */
  static final Duration CHANGE = Duration.ofSeconds(90).multipliedBy(PATIENCE);

  /** Each look costs the API server a dozen requests, on the machine that runs everything else. */
  private static final Duration POLL = Duration.ofMillis(500);

  private Eventually() {}

  /** Something to try. Whatever it throws counts as "not yet". */
  @FunctionalInterface
  interface Attempt {
    void run() throws Exception;
  }

  /** Returns as soon as the attempt passes; fails with its last error if the time is up. */
  static void eventually(String what, Duration atMost, Attempt attempt) {
    awaiting(what).atMost(atMost).untilAsserted(() -> passOrAssert(attempt));
  }

  /** Fails as soon as the attempt does within the given time. */
  static void throughout(String what, Duration time, Attempt attempt) {
    awaiting(what)
        .atMost(time.multipliedBy(2))
        .during(time)
        .failFast(what, () -> passOrAssert(attempt))
        .until(() -> true);
  }

  private static ConditionFactory awaiting(String what) {
    return await(what).pollDelay(Duration.ZERO).pollInterval(POLL);
  }

  private static void passOrAssert(Attempt attempt) {
    try {
      attempt.run();
    } catch (Exception e) {
      throw new AssertionError(e.toString(), e);
    }
  }
}
