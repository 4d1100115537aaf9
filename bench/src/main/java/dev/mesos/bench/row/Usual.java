package dev.mesos.bench.row;

import java.time.Duration;

/** What rows have in common unless they say otherwise. */
final class Usual {

  /** Mesos's session timeout. */
  static final Duration TIMEOUT = Duration.ofSeconds(10);

  /** As many as most people run. */
  static final int SERVERS = 3;

  /** ZooKeeper's, in ticks. */
  static final int SYNC_LIMIT = 5;

  private Usual() {}
}
