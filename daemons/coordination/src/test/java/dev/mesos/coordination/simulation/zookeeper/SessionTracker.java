package dev.mesos.coordination.simulation.zookeeper;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * The sessions as the leader tracks them: how long each still has, whether it is being closed, and
 * which server it was last attached to. As {@code SessionTrackerImpl} does.
 */
final class SessionTracker {

  private static final class Tracked {
    boolean closing;
    @Nullable Object owner;
  }

  private final Map<Long, Tracked> sessions = new HashMap<>();
  private final ExpiryQueue queue;

  /** Gives every session that is known its whole timeout anew. */
  SessionTracker(Map<Long, Long> known, long tick, long now) {
    queue = new ExpiryQueue(tick, now);
    known.forEach((session, timeout) -> track(session, timeout, now));
  }

  void track(long session, long timeout, long now) {
    sessions.computeIfAbsent(session, id -> new Tracked());
    queue.update(session, timeout, now);
  }

  boolean touch(long session, long timeout, long now) {
    Tracked tracked = sessions.get(session);
    if (tracked == null || tracked.closing) {
      return false;
    }
    queue.update(session, timeout, now);
    return true;
  }

  void close(long session) {
    Tracked tracked = sessions.get(session);
    if (tracked != null) {
      tracked.closing = true;
    }
  }

  void remove(long session) {
    sessions.remove(session);
    queue.remove(session);
  }

  void own(long session, Object owner) {
    Tracked tracked = sessions.get(session);
    if (tracked != null && !tracked.closing) {
      tracked.owner = owner;
    }
  }

  /** Whether a request of the session that came by a server may be carried out. */
  Code check(long session, Object owner) {
    Tracked tracked = sessions.get(session);
    if (tracked == null || tracked.closing) {
      return Code.SESSIONEXPIRED;
    }
    if (tracked.owner == null) {
      tracked.owner = owner;
    }
    return tracked.owner == owner ? Code.OK : Code.SESSIONMOVED;
  }

  long nextLook() {
    return queue.next();
  }

  Set<Long> due(long now) {
    return queue.poll(now);
  }
}
