package dev.mesos.slave.core;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * Mesos's pauses between attempts to register: random up to the factor before the first, then
 * random up to twice as much each time, a minute at most. They spread thousands of slaves that lose
 * a master at one moment.
 */
final class Backoff {

  static final Duration MAX = Duration.ofMinutes(1);

  private final Duration factor;
  private final RandomGenerator random;
  private Duration bound;

  Backoff(Duration factor, RandomGenerator random) {
    this.factor = factor;
    this.random = random;
    this.bound = factor;
  }

  void reset() {
    bound = factor;
  }

  Duration next() {
    Duration bounded = bound.compareTo(MAX) < 0 ? bound : MAX;
    bound = bounded.multipliedBy(2);
    return Duration.ofNanos(random.nextLong(bounded.toNanos() + 1));
  }
}
