package dev.mesos.coordination;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Finds out who leads, and says so when it changes.
 *
 * <ul>
 *   <li>A reconnect within the session changes nothing and is not told.
 *   <li>A session that ends, by ZooKeeper's word or because nothing was heard for its timeout, is
 *       told as {@link Detection.NoLeader}; then the leader is told, also if it is the same.
 *   <li>Candidates that cannot be read are passed over and counted, see {@link Election#skipped()}.
 *   <li>The list of candidates is read again every third of the session timeout, so a lost watch
 *       costs no more than that.
 *   <li>A path that is missing at the start is created if the settings say so and ZooKeeper lets
 *       us; otherwise its absence is told, and the detector goes on as soon as it appears.
 * </ul>
 *
 * <p>Thread-safe. Listeners are called on a thread of the detector's own, one call at a time, in
 * order; they must not block.
 */
public final class Detector implements AutoCloseable {

  private final ElectionLoop loop;

  private Detector(ElectionLoop loop) {
    this.loop = loop;
  }

  /** Starts a detector that reads no more than it needs to name the leader. */
  public static Detector start(
      ZooKeeperUrl url, SessionSettings settings, Consumer<Detection> listener) {
    return new Detector(ElectionLoop.start(url, settings, listener, null, null));
  }

  /** Starts a detector that reads every candidate, and also tells each change among them. */
  public static Detector start(
      ZooKeeperUrl url,
      SessionSettings settings,
      Consumer<Detection> listener,
      ElectionListener elections) {
    return new Detector(ElectionLoop.start(url, settings, listener, elections, null));
  }

  /** What was told last; empty before the first look. */
  public Optional<Detection> detection() {
    return loop.detection();
  }

  /** The session's state now. */
  public SessionStatus status() {
    return loop.status();
  }

  /** What was seen of the election so far. */
  public ElectionStatus election() {
    return loop.election();
  }

  /** Closes the session, 1 s at most. Nothing is told any more once this returns. */
  @Override
  public void close() {
    loop.close();
  }
}
