package dev.mesos.bench.overlap;

import dev.mesos.bench.Lab;
import dev.mesos.bench.belief.Overlap;
import dev.mesos.bench.report.Line;
import dev.mesos.bench.report.RowResult;
import dev.mesos.bench.row.Row;
import dev.mesos.bench.row.Series;
import dev.mesos.bench.row.SideBySide;
import dev.mesos.coordination.testing.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;

/** Two that believe to lead at once, under random faults and behind an isolated follower. */
public final class Overlaps implements Row {

  private static final int FAULTS = 500;
  private static final int MESOS_SHARE = 10;
  private static final int WORLDS = 4;
  private static final int ISOLATIONS = 2;

  /** ZooKeeper's and Mesos's usual times, ten times as fast. */
  private static final Duration TIMEOUT = Duration.ofSeconds(1);

  private static final Duration TICK = Duration.ofMillis(200);
  private static final Duration USUAL_TICK = Duration.ofSeconds(2);
  private static final int SYNC_LIMIT = 5;

  @Override
  public int number() {
    return 1;
  }

  @Override
  public RowResult measure(Lab lab) throws InterruptedException {
    Series series = new Series(lab.options());
    Worlds fast = new Worlds(lab, TIMEOUT, TICK, SYNC_LIMIT);
    int faults = lab.options().runs(FAULTS);
    series.addAll(
        "random faults: " + Worlds.OURS + ", " + Worlds.LATCH,
        () ->
            lines(
                "random faults: ",
                SideBySide.run(WORLDS, faults, n -> random(lab, fast::ofProcesses, n))));
    boolean mesos = Reference.available();
    if (mesos) {
      int fewer = Math.max(1, faults / MESOS_SHARE);
      series.addAll(
          "random faults: " + Worlds.MESOS,
          () ->
              lines(
                  "random faults: ", SideBySide.run(1, fewer, n -> random(lab, fast::ofMesos, n))));
    } else {
      series.missing(Worlds.MESOS, "not there");
    }
    series.measure();
    for (Duration timeout : List.of(Duration.ofSeconds(4), Duration.ofSeconds(10))) {
      isolated(series, new Worlds(lab, timeout, USUAL_TICK, SYNC_LIMIT), mesos);
    }
    series.measure();
    return new RowResult(
        number(),
        "overlap of belief",
        "0 ms",
        "3 servers; random faults: tickTime 200 ms, syncLimit 5, session timeout 1 s;"
            + " isolated follower: tickTime 2 s, syncLimit 5; looked at twice a millisecond",
        series.lines(),
        series.failures());
  }

  private static List<Map<String, Ordeal.Outcome>> random(
      Lab lab, Supplier<World> worlds, int faults) throws Exception {
    try (World world = worlds.get()) {
      Ordeal ordeal = ordeal(lab, world);
      ordeal.random(faults, TIMEOUT.multipliedBy(5).dividedBy(2));
      return List.of(ordeal.outcomes());
    }
  }

  private static Ordeal ordeal(Lab lab, World world) {
    long seed = ThreadLocalRandom.current().nextLong();
    return new Ordeal(world, new Random(seed), lab.log(lab.fresh("history")));
  }

  private static void isolated(Series series, Worlds worlds, boolean mesos) {
    String title =
        "isolated follower, session timeout %d s: ".formatted(worlds.timeout().toSeconds());
    int times = worlds.lab().options().runs(ISOLATIONS);
    for (String make : List.of(Worlds.OURS, Worlds.LATCH)) {
      series.addAll(title + make, () -> isolated(title, worlds, worlds.ofProcesses(), make, times));
    }
    if (mesos) {
      series.addAll(
          title + Worlds.MESOS,
          () -> isolated(title, worlds, worlds.ofMesos(), Worlds.MESOS, times));
    }
  }

  /** Until the session has expired and the follower has noticed, and a while longer. */
  private static List<Line> isolated(
      String title, Worlds worlds, World opened, String make, int times) throws Exception {
    try (World world = opened) {
      Ordeal ordeal = ordeal(worlds.lab(), world);
      Duration howLong = worlds.timeout().multipliedBy(2).plus(USUAL_TICK.multipliedBy(SYNC_LIMIT));
      for (int i = 0; i < times; i++) {
        ordeal.isolateFollower(make, howLong);
      }
      Map<String, Ordeal.Outcome> outcome = ordeal.outcomes();
      outcome.keySet().retainAll(List.of(make));
      return lines(title, List.of(outcome));
    }
  }

  private static List<Line> lines(String title, List<Map<String, Ordeal.Outcome>> worlds) {
    Map<String, List<Ordeal.Outcome>> byMake = new LinkedHashMap<>();
    worlds.forEach(world ->
        world.forEach(
            (make, outcome) -> byMake.computeIfAbsent(make, m -> new ArrayList<>()).add(outcome)));
    List<Line> lines = new ArrayList<>();
    byMake.forEach((make, outcomes) -> lines.add(line(title + make, outcomes)));
    return lines;
  }

  private static Line line(String who, List<Ordeal.Outcome> outcomes) {
    List<Double> spells =
        outcomes.stream()
            .flatMap(outcome -> outcome.overlap().spells().stream())
            .map(spell -> (spell.to() - spell.from()) / 1e6)
            .toList();
    return new Line(who, Line.of(who).figures(), spells)
        .with("faults", outcomes.stream().mapToInt(o -> o.windows().size()).sum())
        .with("leaders", outcomes.stream().mapToInt(Ordeal.Outcome::changes).sum())
        .with("with overlap", outcomes.stream().mapToInt(o -> o.overlapping().size()).sum())
        .with(
            "total ms",
            outcomes.stream().map(Ordeal.Outcome::overlap).mapToDouble(Overlap::totalMs).sum())
        .with(
            "longest ms",
            outcomes.stream()
                .map(Ordeal.Outcome::overlap)
                .mapToDouble(Overlap::longestMs)
                .max()
                .orElse(0))
        .with("stuck", outcomes.stream().mapToInt(Ordeal.Outcome::stuck).sum());
  }
}
