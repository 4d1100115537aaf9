package dev.mesos.bench.belief;

import java.util.ArrayList;
import java.util.List;

/**
 * That somebody believed to lead, without a break.
 *
 * @param who one who stands
 * @param from when it was seen first, in nanoseconds of {@link System#nanoTime()}
 * @param to when it was seen last
 */
public record Belief(String who, long from, long to) {

  /** Refuses an end before the beginning. */
  public Belief {
    if (to - from < 0) {
      throw new IllegalArgumentException(who + " believed from " + from + " to " + to);
    }
  }

  /** What is left of it without a stretch of time: nothing, one or two parts. */
  public List<Belief> without(long start, long end) {
    List<Belief> parts = new ArrayList<>();
    if (start - from > 0) {
      parts.add(new Belief(who, from, Math.min(to, start)));
    }
    if (to - end > 0) {
      parts.add(new Belief(who, Math.max(from, end), to));
    }
    return parts;
  }
}
