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
 *       answer to the leader's next ping, which the leader sends every {@code tickTime / 2}. A
 *       request that a follower forwards touches nothing at the leader, and a follower that is cut
 *       off goes on answering reads while it passes on nothing.
 *   <li>So a touch counts only when two quorum writes (the <em>proofs</em>) have succeeded after
 *       it. The first was sent a little more than {@code tickTime / 2} after the touch was
 *       answered: its commit comes to the follower behind a ping that the leader sent after the
 *       touch, hence with the answer to this proof the follower has passed the touch on, though
 *       perhaps only to a connection that is about to break. The second was sent after that: the
 *       follower forwards it over the same connection behind the touch, hence with its answer the
 *       leader has heard.
 *   <li>The lease then runs for the timeout from the moment when that touch was <em>sent</em>, less
 *       a margin for clocks that run at different speeds. ZooKeeper rounds the expiry up to a tick,
 *       which is on our side.
 *   <li>A connection that is opened touches the session at the leader itself, so one proof after it
 *       suffices: one that this leader still had its quorum. What was touched over the connection
 *       before counts no more. What a later leader of ZooKeeper's grants, it grants anew from its
 *       own start, which comes after every write of the one before.
 * </ol>
 *
 * <p>Pure: all times are given, in nanoseconds of one clock that need not start at 0. Not
 * thread-safe.
 */
final class Lease {

  private record Touch(long sentAt, long answeredAt) {}

  private final long tickTime;
  private final List<Touch> touches = new ArrayList<>();
  private long timeout;
  private @Nullable Touch passedOn;
  private @Nullable Long deadline;

  /** What the session and the ensemble impose, in nanoseconds. */
  Lease(long timeout, long tickTime) {
    this.timeout = timeout;
    this.tickTime = tickTime;
  }

  /**
   * How often to prove. The lease reaches two of these less far than the session, so a loss of the
   * connection may last the longer the shorter they are; each costs two writes.
   */
  long renewal() {
    return timeout / 20;
  }

  /** How long a proof may take before it is worth trying another server. */
  long patience() {
    return timeout / 4;
  }

  /** Whether one more proof, sent now, will prolong the lease. */
  boolean wantsProof() {
    return passedOn != null;
  }

  /**
   * A server has accepted the session.
   *
   * @param sentAt when the attempt to connect began
   * @param granted the timeout, which a server with other bounds may change within a session
   */
  void connected(long sentAt, long granted) {
    disconnected();
    boolean shorter = granted < timeout;
    timeout = granted;
    if (shorter && deadline != null && end(sentAt) - deadline < 0) {
      deadline = end(sentAt);
    }
    passedOn = new Touch(sentAt, sentAt);
  }

  /** The connection is gone; what it proved stays proven. */
  void disconnected() {
    touches.clear();
    passedOn = null;
  }

  /** A request of any kind was answered. */
  void touched(long sentAt, long answeredAt) {
    touches.add(new Touch(sentAt, answeredAt));
    // Whatever is sent from now on can rest on the second oldest, too: a standby keeps few.
    while (touches.size() > 1 && touches.get(1).answeredAt() + lag() - answeredAt <= 0) {
      touches.removeFirst();
    }
  }

  /** A quorum write of this session succeeded. */
  void proved(long sentAt, long answeredAt) {
    if (passedOn != null && sentAt - passedOn.answeredAt() >= 0) {
      count(passedOn.sentAt());
      passedOn = null;
    }
    Touch latest = null;
    while (!touches.isEmpty() && touches.getFirst().answeredAt() + lag() - sentAt <= 0) {
      latest = touches.removeFirst();
    }
    if (latest != null) {
      passedOn = new Touch(latest.sentAt(), answeredAt);
    }
    touched(sentAt, answeredAt);
  }

  private void count(long touchedAt) {
    if (deadline == null || end(touchedAt) - deadline > 0) {
      deadline = end(touchedAt);
    }
  }

  private long end(long touchedAt) {
    return touchedAt + timeout - timeout / 20;
  }

  /**
   * How long ZooKeeper's leader may take to its next ping, its loop's own work included. A server
   * grants no timeout below two of its ticks, unless told to: that bounds the tick without a knob.
   */
  private long lag() {
    return Math.min(tickTime, timeout / 2) * 5 / 8;
  }

  boolean holds(long now) {
    return deadline != null && deadline - now > 0;
  }

  /**
   * When it ends, unless it is proved again.
   *
   * @throws IllegalStateException before the first proof
   */
  long deadline() {
    if (deadline == null) {
      throw new IllegalStateException("never proved");
    }
    return deadline;
  }
}
