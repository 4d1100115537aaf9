package dev.mesos.coordination.simulation;

import java.util.PriorityQueue;

/**
 * The one true time, in nanoseconds from 0, and all that is still to happen.
 *
 * <p>Properties:
 *
 * <ol>
 *   <li>Events happen in the order of (time, order of scheduling). Nothing else decides: the same
 *       seed gives the same run, event by event.
 *   <li>An event of a process happens only while that process runs, in the incarnation that
 *       scheduled it.
 * </ol>
 */
public final class VirtualTime {

  /** Something that is to happen. */
  static final class Event implements Comparable<Event> {
    private final long time;
    private final long order;
    private final SimulatedProcess owner;
    private final int incarnation;
    private final Runnable action;

    private Event(long time, long order, SimulatedProcess owner, Runnable action) {
      this.time = time;
      this.order = order;
      this.owner = owner;
      this.incarnation = owner.incarnation();
      this.action = action;
    }

    @Override
    public int compareTo(Event other) {
      int byTime = Long.compare(time, other.time);
      return byTime != 0 ? byTime : Long.compare(order, other.order);
    }

    @Override
    public boolean equals(Object other) {
      return this == other;
    }

    @Override
    public int hashCode() {
      return Long.hashCode(order);
    }

    Runnable action() {
      return action;
    }

    int incarnation() {
      return incarnation;
    }
  }

  private static final double SELDOM = 0.004;

  private final PriorityQueue<Event> events = new PriorityQueue<>(256);
  private final Dice dice;
  private final Trace trace;
  private final SimulatedProcess world;
  private boolean rough;
  private long now;
  private long scheduled;

  /** A world in which nothing has happened yet. */
  public VirtualTime(Dice dice, Trace trace) {
    this.dice = dice;
    this.trace = trace;
    this.world = new SimulatedProcess("world", Clock.TRUE, this);
    this.world.start();
  }

  /** Nanoseconds since the start. */
  public long now() {
    return now;
  }

  /** How many events there were. */
  public long steps() {
    return scheduled - events.size();
  }

  public Dice dice() {
    return dice;
  }

  public Trace trace() {
    return trace;
  }

  /** Writes a line to the trace, if there is one. */
  public void note(String who, String what) {
    trace.add(now, who, what);
  }

  /** Whether lines are kept: ask before a line is put together that costs time. */
  public boolean traced() {
    return trace.on();
  }

  /** Whether programs, disks and packets take their time now and then. */
  public void rough(boolean stalls) {
    rough = stalls;
  }

  /** How long something takes that usually takes no longer than this, and seldom up to that. */
  public long lasts(long usually, long seldom) {
    return dice.upTo(rough && dice.chance(SELDOM) ? seldom : usually);
  }

  /** Something that no process does: faults, the network, checks. */
  public void after(long nanos, Runnable action) {
    schedule(now + nanos, world, action);
  }

  void schedule(long time, SimulatedProcess owner, Runnable action) {
    events.add(new Event(Math.max(time, now), scheduled++, owner, action));
  }

  /** Lets everything happen that is due until then. */
  public void runUntil(long end) {
    for (Event next = events.peek(); next != null && next.time <= end; next = events.peek()) {
      events.poll();
      now = next.time;
      next.owner.happen(next);
    }
    now = end;
  }
}
