package dev.mesos.bench.row;

import dev.mesos.bench.Lab;
import dev.mesos.bench.report.Line;
import dev.mesos.bench.report.RowResult;
import dev.mesos.coordination.testing.Reference;
import java.time.Duration;
import java.util.List;

/** A leader whose host is cut off from all servers, and the next one seen. */
public final class Partition implements Row {

  private static final int RUNS = 40;
  private static final int SIDE_BY_SIDE = 10;
  private static final int MESOS_SIDE_BY_SIDE = 5;

  @Override
  public int number() {
    return 4;
  }

  @Override
  public RowResult measure(Lab lab) throws InterruptedException {
    Series series = new Series(lab.options());
    try (Places places = Places.open(lab)) {
      for (Duration timeout : List.of(Duration.ofSeconds(4), Usual.TIMEOUT)) {
        String session = ", session timeout %d s".formatted(timeout.toSeconds());
        add(series, places, "ours" + session, Cuts.ours(places, timeout), SIDE_BY_SIDE);
        add(
            series,
            places,
            "Curator LeaderLatch" + session,
            Cuts.latch(places, timeout),
            SIDE_BY_SIDE);
        series.measure();
        String mesos = "Mesos 1.11" + session;
        if (Reference.available()) {
          add(series, places, mesos, Cuts.mesos(places, timeout), MESOS_SIDE_BY_SIDE);
          series.measure();
        } else {
          series.missing(mesos, "not there");
        }
      }
      return new RowResult(
          number(),
          "partition of the leader, to the next leader seen by a detector, less the session timeout",
          "p99 < 500 ms",
          places.setting(),
          series.lines(),
          series.failures());
    }
  }

  private static void add(Series series, Places places, String who, Cuts cuts, int sideBySide) {
    int runs = places.lab().options().runs(RUNS);
    series.add(who, () -> Line.times(who, SideBySide.run(sideBySide, runs, cuts::run)));
  }
}
