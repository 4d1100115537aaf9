package dev.mesos.master.simulation;

import dev.mesos.coordination.simulation.VirtualTime;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What processes say to each other, as over TCP: in order and late, or not at all. While a way is
 * blocked all is held, and arrives when it is open again; a reset loses what is under way, and both
 * ends hear of it.
 */
final class Wires {

  private static final long USUALLY = 20_000_000;

  /** A ping and its answer both late: still within the four seconds that a slave has for it. */
  private static final long SELDOM = 1_900_000_000L;

  private record Way(Actor from, Actor to) {}

  private static final class Line {
    final Deque<Runnable> held = new ArrayDeque<>();
    long lastArrival;
    int generation;
    int blocks;
  }

  private final VirtualTime time;
  private final Map<Way, Line> lines = new LinkedHashMap<>();

  Wires(VirtualTime time) {
    this.time = time;
  }

  private Line line(Actor from, Actor to) {
    return lines.computeIfAbsent(new Way(from, to), way -> new Line());
  }

  /** Sends something; if nobody is there, the sender hears that the connection has ended. */
  void send(Actor from, Actor to, Runnable delivery) {
    Line line = line(from, to);
    int generation = line.generation;
    long arrival = Math.max(time.now() + time.lasts(USUALLY, SELDOM), line.lastArrival + 1);
    line.lastArrival = arrival;
    Runnable arrives =
        () -> {
          if (to.running()) {
            to.arrives(delivery);
          } else {
            from.arrives(() -> from.broken(to));
          }
        };
    time.after(
        arrival - time.now(),
        () -> {
          if (generation == line.generation) {
            if (line.blocks > 0) {
              line.held.add(arrives);
            } else {
              arrives.run();
            }
          }
        });
  }

  void block(Actor from, Actor to) {
    line(from, to).blocks++;
  }

  void open(Actor from, Actor to) {
    open(line(from, to));
  }

  private static void open(Line line) {
    if (line.blocks > 0 && --line.blocks == 0) {
      line.held.forEach(Runnable::run);
      line.held.clear();
    }
  }

  /** Ends the connections between two, with all that is under way. */
  void reset(Actor one, Actor other) {
    for (Line line : new Line[] {line(one, other), line(other, one)}) {
      line.generation++;
      line.held.clear();
    }
    one.arrives(() -> one.broken(other));
    other.arrives(() -> other.broken(one));
  }

  void heal() {
    for (Line line : lines.values()) {
      while (line.blocks > 0) {
        open(line);
      }
    }
  }
}
