package dev.mesos.coordination;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How long a leader may act: until a moment before which ZooKeeper cannot have expired its session.
 *
 * <p>Properties:
 *
 * <ol>
 *   <li>The lease never outlives the session. ZooKeeper's leader counts the timeout from the last
 *       <em>touch</em> of the session that it has heard of. Our client touches the session at the
 *       server it is connected to, by any request; a follower passes touches on only with its
 *       answer to the leader's next ping, up to {@code tickTime / 2} later, and a follower that is
 *       cut off passes on none at all, while it goes on answering reads and pings. A request that
 *       it forwards touches nothing at the leader.
 *   <li>So a touch counts only once a quorum write (the <em>proof</em>) has succeeded that was sent
 *       {@code tickTime / 2} after that touch was answered: follower and leader talk in order over
 *       one connection, hence the touch has arrived before the write. The lease then runs for the
 *       timeout from the moment when that touch was <em>sent</em>, less a margin for clocks that
 *       run at different speeds. ZooKeeper rounds the expiry up to a tick, which is on our side.
 *   <li>A connection that is opened touches the session at the leader itself; what was touched over
 *       the one before counts no more.
 * </ol>
 *
 * <p>Pure: all times are given, in nanoseconds of one clock that need not start at 0. Not
 * thread-safe.
 */
final class Lease {

  private record Touch(long sentAt, long answeredAt) {}

  private final long timeout;
  private final long lag;
  private final long margin;
  private final List<Touch> touches = new ArrayList<>();
  private @Nullable Touch counted;

  /** What the session and the ensemble impose, in nanoseconds. */
  Lease(long timeout, long tickTime) {
    this.timeout = timeout;
    // A server grants no timeout below two of its ticks, unless told to: a bound that needs no
    // knob.
    this.lag = Math.min(tickTime, timeout / 2) / 2;
    this.margin = timeout / 20;
  }

  /** How often to prove: often enough that one lost answer does not cost the lease. */
  long renewal() {
    return timeout / 6;
  }

  /**
   * A server has accepted the session.
   *
   * @param since when we knew that we had no connection, so before this one was tried
   */
  void connected(long since) {
    touches.clear();
    // ZooKeeper's leader itself was asked, so there is no lag to wait for.
    touches.add(new Touch(since, since - lag));
  }

  /** The connection is gone; what it proved stays proven. */
  void disconnected() {
    touches.clear();
  }

  /** A request of any kind was answered. */
  void touched(long sentAt, long answeredAt) {
    touches.add(new Touch(sentAt, answeredAt));
    // Whatever is sent from now on can rest on the second oldest, too: a standby keeps few.
    while (touches.size() > 1 && touches.get(1).answeredAt() + lag - answeredAt <= 0) {
      touches.removeFirst();
    }
  }

  /** A quorum write of this session succeeded. */
  void proved(long sentAt, long answeredAt) {
    while (!touches.isEmpty() && touches.getFirst().answeredAt() + lag - sentAt <= 0) {
      Touch touch = touches.removeFirst();
      if (counted == null || touch.sentAt() - counted.sentAt() > 0) {
        counted = touch;
      }
    }
    touched(sentAt, answeredAt);
  }

  boolean holds(long now) {
    return counted != null && deadline() - now > 0;
  }

  /**
   * When it ends, unless it is proved again.
   *
   * @throws IllegalStateException before the first proof
   */
  long deadline() {
    Touch touch = counted;
    if (touch == null) {
      throw new IllegalStateException("never proved");
    }
    return touch.sentAt() + timeout - margin;
  }
}
