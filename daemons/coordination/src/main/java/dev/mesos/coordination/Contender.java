package dev.mesos.coordination;

import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stands in an election, and leads under a lease. It is its own detector, on the same session.
 *
 * <ul>
 *   <li>The znode is complete when it is created. A create of which the answer is lost is resolved
 *       by looking for the znode that our session owns: there is never a second one.
 *   <li>{@link #leads()} is true only while a quorum of ZooKeeper has confirmed our session
 *       recently enough that it cannot have expired ({@link Lease}). It turns false by itself, on
 *       time, before anybody else can lead. Ask it before each act.
 *   <li>A session that is lost is closed, and with it the candidacy ({@link Candidacy.Lost});
 *       {@link #contend} may then be called again, and gets a new place at the end of the queue.
 * </ul>
 *
 * <p>Thread-safe. Listeners are called on a thread of the contender's own, one call at a time, in
 * order; they must not block.
 */
public final class Contender implements AutoCloseable {

  private final ElectionLoop loop;

  private Contender(ElectionLoop loop) {
    this.loop = loop;
  }

  /**
   * Connects and starts to detect; stands only after {@link #contend}.
   *
   * @param detections who leads, as a {@link Detector} would tell it. {@code NO_CANDIDATES} may be
   *     told before the first candidate has joined
   */
  public static Contender start(
      ZooKeeperUrl url,
      SessionSettings settings,
      Consumer<Candidacy> candidacy,
      Consumer<Detection> detections) {
    return new Contender(ElectionLoop.start(url, settings, detections, null, candidacy));
  }

  /**
   * Stands, as soon as ZooKeeper can be reached. While a candidacy is pending or stands, this does
   * nothing.
   *
   * @throws IllegalStateException after {@link #resign()}
   */
  public void contend(MasterInfo info) {
    loop.contend(info);
  }

  /** Whether we lead and still may act, at this very moment. Costs two volatile reads. */
  public boolean leads() {
    return loop.leads();
  }

  /** Our own candidate while it stands. */
  public Optional<Candidate> candidate() {
    return loop.candidate();
  }

  /** Who leads, as told last. */
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

  /**
   * Ends the candidacy for good: {@link #leads()} is false at once, the znode is removed and the
   * session closed, so that the next candidate leads without waiting for a timeout. Takes 1 s at
   * most, also when ZooKeeper does not answer. Nothing is told any more once this returns.
   */
  public void resign() {
    loop.close();
  }

  /** The same as {@link #resign()}. */
  @Override
  public void close() {
    resign();
  }
}
