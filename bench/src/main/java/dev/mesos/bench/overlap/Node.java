package dev.mesos.bench.overlap;

import dev.mesos.bench.process.Contestant;
import dev.mesos.bench.process.Signal;
import dev.mesos.bench.row.Host;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * One of those who stand: a process that is started again whenever it ends, and its ways to the
 * servers, one for each election that it stands in.
 */
final class Node implements AutoCloseable {

  /** When it was frozen, by {@link System#nanoTime()}. */
  record Pause(long from, long to) {}

  private final Map<String, Host> ways;
  private final Contestant contestant;
  private final List<Pause> pauses = new ArrayList<>();
  private long pausedAt;

  Node(Map<String, Host> ways, Contestant contestant) {
    this.ways = Map.copyOf(ways);
    this.contestant = contestant;
  }

  String id() {
    return contestant.id();
  }

  /** Does something to all its ways. */
  void ways(Consumer<Host> what) {
    ways.values().forEach(what);
  }

  /** The way of one of its elections. */
  Host way(String election) {
    Host way = ways.get(election);
    if (way == null) {
      throw new IllegalArgumentException(id() + " does not stand in " + election);
    }
    return way;
  }

  void kill() {
    contestant.program().signal(Signal.KILL);
  }

  void pause() {
    pausedAt = System.nanoTime();
    contestant.program().signal(Signal.STOP);
  }

  void resume() {
    contestant.program().signal(Signal.CONT);
    pauses.add(new Pause(pausedAt, System.nanoTime()));
  }

  List<Pause> pauses() {
    return pauses;
  }

  Contestant contestant() {
    return contestant;
  }

  @Override
  public void close() {
    contestant.close();
    ways.values().forEach(Host::close);
  }
}
