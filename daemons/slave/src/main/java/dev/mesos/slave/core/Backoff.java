package dev.mesos.slave.core;

import java.time.Duration;
import java.util.random.RandomGenerator;

/**
 * The pauses between attempts to register, Mesos's: random up to the factor before the first, then
 * random up to twice as much each time, a minute at most. They spread thousands of slaves that lose
 * a master at one moment. Longer than Mesos's are those after attempts that may still be answered,
 * and shorter those after a "not now", which only a master of ours says.
 */
final class Backoff {

  static final Duration MAX = Duration.ofMinutes(1);

  /**
   * For how long a request that may be on its way or in a master's queue is not repeated. A master
   * on which thousands call at once would only become slower by it.
   */
  static final Duration UNANSWERED = Duration.ofSeconds(5);

  /** The same for a request that the master is known to have. */
  static final Duration TAKEN = Duration.ofSeconds(15);

  /** The longest pause after a "not now": a master says that which is about to lead. */
  static final Duration NOT_NOW = Duration.ofSeconds(10);

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

  /** Mesos's next pause. */
  Duration next() {
    Duration bounded = atMost(MAX);
    bound = bounded.multipliedBy(2);
    return upTo(bounded);
  }

  /** The pause instead, if the attempt was answered by "not now". */
  Duration nextNotNow() {
    return upTo(atMost(NOT_NOW));
  }

  private Duration atMost(Duration limit) {
    return bound.compareTo(limit) < 0 ? bound : limit;
  }

  private Duration upTo(Duration limit) {
    return Duration.ofNanos(random.nextLong(limit.toNanos() + 1));
  }

  /** The pause after an attempt that was taken, random up to twice the least. */
  Duration nextTaken() {
    return TAKEN.plus(upTo(TAKEN));
  }
}
