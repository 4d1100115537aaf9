package dev.mesos.master.core;

import dev.mesos.master.core.MasterMetrics.Metric;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slaves that are to be given up, in their order, no faster than the rate limit allows. Who gives a
 * sign of life while it waits is not given up.
 */
final class Removals {

  /** Begins to give the slave up. */
  @FunctionalInterface
  interface Removal {
    void begin(Instant now, Actions actions);
  }

  private final Optional<Duration> interval;
  private final MasterMetrics metrics;
  private final Map<String, Removal> waiting = new LinkedHashMap<>();
  private boolean pausing;

  /**
   * @param interval between two removals; empty for no limit
   */
  Removals(Optional<Duration> interval, MasterMetrics metrics) {
    this.interval = interval;
    this.metrics = metrics;
  }

  /** Lets a slave wait for its end; one that waits already goes on waiting. */
  void schedule(String id, Removal removal, Instant now, Actions actions) {
    if (waiting.putIfAbsent(id, removal) == null) {
      metrics.increment(Metric.SLAVE_UNREACHABLE_SCHEDULED);
      metrics.increment(Metric.SLAVE_SHUTDOWNS_SCHEDULED);
      release(now, actions);
    }
  }

  /** The slave is alive, or gone in another way. */
  void cancel(String id) {
    if (waiting.remove(id) != null) {
      metrics.increment(Metric.SLAVE_UNREACHABLE_CANCELED);
      metrics.increment(Metric.SLAVE_SHUTDOWNS_CANCELED);
    }
  }

  boolean waits(String id) {
    return waiting.containsKey(id);
  }

  /** The pause after the last removal is over. */
  void permit(Instant now, Actions actions) {
    pausing = false;
    release(now, actions);
  }

  private void release(Instant now, Actions actions) {
    while (!pausing && !waiting.isEmpty()) {
      String next = waiting.keySet().iterator().next();
      Removal removal = waiting.remove(next);
      interval.ifPresent(pause -> {
        pausing = true;
        actions.timer(new MasterTimer.RemovalPermit(), pause);
      });
      if (removal != null) {
        removal.begin(now, actions);
      }
    }
  }
}
