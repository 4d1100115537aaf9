package dev.mesos.coordination.testing;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;

/**
 * What looks at the beliefs of several candidates in one election prove.
 *
 * <p>Nothing is reported that pauses of the machine could feign: a look counts for some instant
 * between its two readings of the clock, and only that order of instants counts which holds
 * wherever they lie. What is not reported need not be in order: somebody may have believed between
 * two looks.
 */
public final class Beliefs {

  /**
   * Two that believed at once, at least for that long. Between two looks that saw the same
   * leadership it is taken to have lasted.
   */
  public record Overlap(Stint one, Stint other, long nanos) {

    @Override
    public String toString() {
      return "%s and %s led at once for %.3f ms until %d"
          .formatted(one, other, nanos / 1e6, Math.min(one.until(), other.until()));
    }
  }

  /** One that believed to lead in an epoch after somebody had led in a later one. */
  public record Disorder(Stint earlier, Stint later) {

    @Override
    public String toString() {
      return "%s led at least %.3f ms after %s had begun to, at %d"
          .formatted(earlier, (earlier.until() - later.from()) / 1e6, later, later.from());
    }
  }

  private final List<Stint> stints;

  private Beliefs(List<Stint> stints) {
    this.stints = List.copyOf(stints);
  }

  /** Takes looks of which those at the same candidate are in the order in which they were taken. */
  public static Beliefs of(Iterable<Look> looks) {
    List<Stint> stints = new ArrayList<>();
    Map<String, Stint> open = new HashMap<>();
    for (Look look : looks) {
      Stint before = open.remove(look.who());
      boolean goesOn = before != null && look.leads() && before.epoch() == look.epoch();
      if (before != null && !goesOn) {
        stints.add(before);
      }
      if (look.leads()) {
        open.put(look.who(), goesOn ? before.until(look) : new Stint(look, look));
      }
    }
    stints.addAll(open.values());
    stints.sort((one, other) -> Long.signum(one.from() - other.from()));
    return new Beliefs(stints);
  }

  /** Who led when, in the order in which that was first seen. */
  public List<Stint> stints() {
    return stints;
  }

  /** Those who certainly led at the same time. */
  public List<Overlap> overlaps() {
    List<Overlap> found = new ArrayList<>();
    forEachPair((one, other) -> {
      boolean atOnce = one.beganBeforeTheEndOf(other) && other.beganBeforeTheEndOf(one);
      if (atOnce && !one.who().equals(other.who())) {
        long shared = Math.min(one.until(), other.until()) - Math.max(one.from(), other.from());
        // One that was seen once only has no length.
        found.add(new Overlap(one, other, Math.max(shared, 0)));
      }
    });
    return found;
  }

  /**
   * Those who certainly led after somebody with a later epoch, or in the epoch of somebody else:
   * what epochs forbid, whether or not a belief lasted between two looks.
   */
  public List<Disorder> disorders() {
    List<Disorder> found = new ArrayList<>();
    forEachPair((one, other) -> {
      Stint lower = one.epoch() <= other.epoch() ? one : other;
      Stint higher = lower == one ? other : one;
      boolean same = one.epoch() == other.epoch() && !one.who().equals(other.who());
      boolean late = lower.epoch() < higher.epoch() && higher.beganBeforeTheEndOf(lower);
      if (lower.epoch() != Look.NO_EPOCH && (same || late)) {
        found.add(new Disorder(lower, higher));
      }
    });
    return found;
  }

  private void forEachPair(BiConsumer<Stint, Stint> check) {
    for (int i = 0; i < stints.size(); i++) {
      for (int j = i + 1; j < stints.size(); j++) {
        check.accept(stints.get(i), stints.get(j));
      }
    }
  }
}
