package dev.mesos.bench.overlap;

import dev.mesos.bench.belief.Overlap;
import dev.mesos.bench.peer.Patience;
import dev.mesos.bench.row.Host;
import dev.mesos.coordination.testing.Ensemble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** One fault after the other in a world, and what it led to. Used by one thread. */
final class Ordeal {

  /**
   * A fault and its consequences.
   *
   * @param name of the fault
   * @param from when it began, by {@link System#nanoTime()}
   * @param to when all had settled again
   */
  record Window(String name, long from, long to) {
    boolean holds(Overlap.Spell spell) {
      return spell.from() - to < 0 && from - spell.to() < 0;
    }
  }

  /**
   * What became of one election.
   *
   * @param windows one for each fault
   * @param changes how often somebody else led than before
   * @param stuck how often all had to be started anew, since not all of them stood again
   */
  record Outcome(List<Window> windows, Overlap overlap, int changes, int stuck) {

    /** Faults in which more than one believed to lead. */
    List<String> overlapping() {
      return windows.stream()
          .filter(window -> overlap.spells().stream().anyMatch(window::holds))
          .map(Window::name)
          .toList();
    }
  }

  private static final int CALM_MS = 300;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration MOVE = Duration.ofMillis(2_500);

  private final World world;
  private final Random random;
  private final Path history;
  private final List<Window> windows = new ArrayList<>();

  /**
   * One that is about to begin.
   *
   * @param history is appended each fault
   */
  Ordeal(World world, Random random, Path history) {
    this.world = world;
    this.random = random;
    this.history = history;
  }

  /** Faults at random, each for up to that long. */
  void random(int faults, Duration longest) throws InterruptedException {
    Faults chooser = new Faults(random, world);
    for (int i = 0; i < faults; i++) {
      calm();
      suffer(chooser.next(), Duration.ofMillis(1 + random.nextLong(longest.toMillis())));
    }
    calm();
  }

  /**
   * One side of a network that falls apart holds the leader's node and a server that follows, the
   * other side all else. What is cut is between the servers alone; each node is on its side before.
   */
  void isolateFollower(String election, Duration howLong) throws InterruptedException {
    calm();
    Node leader = world.leader(election);
    Ensemble ensemble = world.ensemble();
    int follower = (ensemble.leader() + 1) % ensemble.size();
    Host way = leader.way(election);
    ensemble.others(follower).forEach(other -> way.way(other).refuse());
    List<Host> others =
        world.nodes().stream().filter(node -> node != leader).map(n -> n.way(election)).toList();
    others.forEach(other -> other.way(follower).refuse());
    // a Mesos master has several sessions
    Thread.sleep(MOVE);
    Patience.until(
        "not connected to the follower", PATIENCE, () -> way.way(follower).connections() > 0);
    way.heal();
    calm();
    suffer(List.of(Faults.isolated(ensemble, follower)), howLong);
    others.forEach(Host::heal);
    calm();
  }

  private void calm() throws InterruptedException {
    world.settle();
    Thread.sleep(1 + random.nextInt(CALM_MS));
  }

  private void suffer(List<Fault> faults, Duration howLong) throws InterruptedException {
    String name = String.join(" and ", faults.stream().map(Fault::name).toList());
    note(name + " for " + howLong.toMillis() + " ms; " + world.leaders());
    long from = System.nanoTime();
    for (Fault fault : faults) {
      fault.begin().run();
    }
    Thread.sleep(howLong);
    for (Fault fault : faults.reversed()) {
      fault.heal().run();
    }
    world.settle();
    windows.add(new Window(name, from, System.nanoTime()));
  }

  /** What became of each election. */
  Map<String, Outcome> outcomes() throws IOException {
    Map<String, Outcome> outcomes = new LinkedHashMap<>();
    for (String election : world.elections()) {
      Outcome outcome =
          new Outcome(
              List.copyOf(windows),
              world.overlap(election),
              world.changes(election),
              world.stuck(election));
      outcomes.put(election, outcome);
      outcome.overlapping().forEach(fault -> note("overlap in " + election + " by " + fault));
    }
    return outcomes;
  }

  private void note(String what) {
    try {
      Files.writeString(
          history,
          Instant.now() + " " + what + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
