package dev.mesos.coordination.testing;

import java.time.Duration;

/**
 * How an {@link Ensemble} is set up. Sessions may last 2 to 200 ticks.
 *
 * @param size how many members
 * @param tickTime ZooKeeper's unit of time
 * @param syncLimit how many ticks a follower may be silent before it counts as gone, and the leader
 *     before it is given up
 * @param cuttable whether all connections go through proxies, so that they can be cut
 */
public record EnsembleSettings(int size, Duration tickTime, int syncLimit, boolean cuttable) {

  private static final Duration LOADED = Duration.ofSeconds(10);
  private static final int LEAST_INIT_LIMIT = 5;

  /**
   * Short ticks of 200 ms, so that sessions from 400 ms can be had; patient servers; no proxies.
   */
  public static EnsembleSettings of(int size) {
    return new EnsembleSettings(size, Duration.ofMillis(200), 25, false);
  }

  /** The same with another tickTime. */
  public EnsembleSettings withTickTime(Duration other) {
    return new EnsembleSettings(size, other, syncLimit, cuttable);
  }

  /** The same with another syncLimit. */
  public EnsembleSettings withSyncLimit(int other) {
    return new EnsembleSettings(size, tickTime, other, cuttable);
  }

  /** The same with a network that can be cut. */
  public EnsembleSettings withProxies() {
    return new EnsembleSettings(size, tickTime, syncLimit, true);
  }

  /** How many ticks an election's winner may wait for its followers, and they for its data. */
  int initLimit() {
    return Math.max(LEAST_INIT_LIMIT, (int) LOADED.dividedBy(tickTime));
  }
}
