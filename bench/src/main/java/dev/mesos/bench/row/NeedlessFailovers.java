package dev.mesos.bench.row;

import dev.mesos.bench.Lab;
import dev.mesos.bench.report.Line;
import dev.mesos.bench.report.Percentiles;
import dev.mesos.bench.report.RowResult;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;

/** Connections of the leader that break and come back within its session. */
public final class NeedlessFailovers implements Row {

  private static final int RUNS = 1_000;
  private static final int SIDE_BY_SIDE = 25;

  @Override
  public int number() {
    return 5;
  }

  @Override
  public RowResult measure(Lab lab) throws InterruptedException {
    Series series = new Series(lab.options());
    try (Places places = Places.open(lab)) {
      Duration timeout = Usual.TIMEOUT;
      add(series, lab, "ours", new Losses(places, timeout, places::ours));
      add(series, lab, "Curator LeaderLatch", new Losses(places, timeout, places::latch));
      series.measure();
      return new RowResult(
          number(),
          "needless failovers: losses of the leader's connection that are shorter than its session",
          "0",
          places.setting(timeout),
          series.lines(),
          series.failures());
    }
  }

  private static void add(Series series, Lab lab, String who, Losses losses) {
    int runs = lab.options().runs(RUNS);
    series.addAll(
        who, () -> lines(who, losses.timeout(), SideBySide.run(SIDE_BY_SIDE, runs, losses::run)));
  }

  /** Whoever must be sure that its session lives gives up before it ends: so long losses apart. */
  private static List<Line> lines(String who, Duration timeout, List<Losses.Loss> losses) {
    double half = timeout.toMillis() / 2.0;
    return List.of(
        line(who + ", below half of it", losses, loss -> loss.ms() < half),
        line(
            who + ", from half to all of it",
            losses,
            loss -> loss.ms() >= half && loss.ms() < timeout.toMillis()));
  }

  private static Line line(String who, List<Losses.Loss> all, Predicate<Losses.Loss> which) {
    List<Losses.Loss> losses = all.stream().filter(which).toList();
    List<Double> outages = losses.stream().map(Losses.Loss::ms).toList();
    Percentiles of = new Percentiles(outages);
    return new Line(who, Line.of(who).figures(), outages)
        .with("losses", losses.size())
        .with("p50 ms", of.at(50))
        .with("max ms", of.at(100))
        .with("failovers", losses.stream().mapToLong(Losses.Loss::failovers).sum())
        .with("told to stop", losses.stream().mapToLong(Losses.Loss::interruptions).sum());
  }
}
