package dev.mesos.local.kubelet;

import java.time.Duration;

/**
 * How long a crashed container waits: the first restart is immediate, then {@code initial},
 * doubling up to {@code max}; an instance that ran longer than {@code reset} starts over.
 *
 * <p>Pure: a value, no clock.
 *
 * @param initial the second restart's delay
 * @param max the longest delay
 * @param reset running that long forgives all
 * @param crashes restarts counted so far
 */
record Backoff(Duration initial, Duration max, Duration reset, int crashes) {

  static Backoff kubernetes() {
    return new Backoff(Duration.ofSeconds(10), Duration.ofMinutes(5), Duration.ofMinutes(10), 0);
  }

  /**
   * The state after an instance that ran for so long has ended; then {@link #delay} is its wait.
   */
  Backoff crashed(Duration ran) {
    int count = ran.compareTo(reset) >= 0 ? 1 : crashes + 1;
    return new Backoff(initial, max, reset, count);
  }

  Duration delay() {
    if (crashes <= 1) {
      return Duration.ZERO;
    }
    int doublings = Math.min(crashes - 2, 20);
    Duration delay = initial.multipliedBy(1L << doublings);
    return delay.compareTo(max) > 0 ? max : delay;
  }
}
