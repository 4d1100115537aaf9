package dev.mesos.coordination;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * How to hold a session.
 *
 * @param timeout the session timeout asked for; ZooKeeper may grant another, which is then used
 * @param tickTime an upper bound of the ensemble's tickTime, which the lease's margin derives from
 * @param createPath whether a path that is missing at the start is created, as every component of
 *     Mesos does; a path that vanishes later is never created again
 * @param sessionFile where the session's id and password are kept, for its owner alone to read, so
 *     that a successor in the same place closes the session of a process that died; empty: nowhere
 */
public record SessionSettings(
    Duration timeout, Duration tickTime, boolean createPath, Optional<Path> sessionFile) {

  /** Mesos's session timeout, ZooKeeper's default tickTime, and Mesos's way with the path. */
  public static final SessionSettings DEFAULT =
      new SessionSettings(Duration.ofSeconds(10), Duration.ofSeconds(2), true, Optional.empty());

  /** Refuses what ZooKeeper could not mean. */
  public SessionSettings {
    if (timeout.toMillis() < 1 || timeout.toMillis() > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("session timeout " + timeout + ": use 2s to 60s");
    }
    if (tickTime.toMillis() < 1) {
      throw new IllegalArgumentException("tickTime " + tickTime + ": use 1ms or more");
    }
  }

  /** The same with another timeout. */
  public SessionSettings withTimeout(Duration other) {
    return new SessionSettings(other, tickTime, createPath, sessionFile);
  }

  /** The same with another tickTime. */
  public SessionSettings withTickTime(Duration other) {
    return new SessionSettings(timeout, other, createPath, sessionFile);
  }

  /** The same with another way to treat a missing path. */
  public SessionSettings withCreatePath(boolean other) {
    return new SessionSettings(timeout, tickTime, other, sessionFile);
  }

  /** The same with a place to keep the session in. */
  public SessionSettings withSessionFile(Path other) {
    return new SessionSettings(timeout, tickTime, createPath, Optional.of(other));
  }
}
