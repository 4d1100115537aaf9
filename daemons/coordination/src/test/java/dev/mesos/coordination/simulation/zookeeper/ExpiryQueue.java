package dev.mesos.coordination.simulation.zookeeper;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * When sessions end unless they are touched, in whole ticks: rounded up, always by something, as
 * {@code org.apache.zookeeper.server.ExpiryQueue} does.
 */
final class ExpiryQueue {

  private final long tick;
  private final Map<Long, Long> ends = new HashMap<>();
  private final Map<Long, Set<Long>> buckets = new HashMap<>();
  private long next;

  ExpiryQueue(long tick, long now) {
    this.tick = tick;
    this.next = roundUp(now);
  }

  private long roundUp(long time) {
    return (Math.floorDiv(time, tick) + 1) * tick;
  }

  void update(long session, long timeout, long now) {
    long end = roundUp(now + timeout);
    Long before = ends.put(session, end);
    if (before == null || before != end) {
      remove(session, before);
      buckets.computeIfAbsent(end, time -> new LinkedHashSet<>()).add(session);
    }
  }

  private void remove(long session, @Nullable Long end) {
    if (end != null) {
      Set<Long> bucket = buckets.get(end);
      if (bucket != null) {
        bucket.remove(session);
      }
    }
  }

  void remove(long session) {
    remove(session, ends.remove(session));
  }

  /** When to look again. */
  long next() {
    return next;
  }

  /** Those whose time has come, one tick at a time. */
  Set<Long> poll(long now) {
    if (now < next) {
      return Set.of();
    }
    Set<Long> due = buckets.remove(next);
    next += tick;
    return due == null ? Set.of() : due;
  }
}
