package dev.mesos.bench.row;

import dev.mesos.bench.Lab;
import dev.mesos.bench.peer.OurElection;
import dev.mesos.bench.process.MesosMaster;
import dev.mesos.bench.process.OurMaster;
import dev.mesos.bench.process.Signal;
import dev.mesos.bench.process.Starter;
import dev.mesos.bench.report.Line;
import dev.mesos.bench.report.RowResult;
import dev.mesos.coordination.testing.Reference;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Supplier;

/** A leader that is killed and started again at once, and the next one seen. */
public final class Crash implements Row {

  private static final int RUNS = 30;
  private static final int SLOW_RUNS = 12;
  private static final int STANDING = 3;
  private static final int SIDE_BY_SIDE = 3;

  @Override
  public int number() {
    return 3;
  }

  @Override
  public RowResult measure(Lab lab) throws InterruptedException {
    Series series = new Series(lab.options());
    try (Places places = Places.open(lab)) {
      ours(lab, series, places);
      mesos(lab, series, places);
      return new RowResult(
          number(),
          "crash: SIGKILL, restarted at once, to the next leader seen by a detector",
          "p50 < 2 s on a real cluster",
          places.setting(Usual.TIMEOUT) + "; processes on this machine, without Kubernetes",
          series.lines(),
          series.failures());
    }
  }

  private static void ours(Lab lab, Series series, Places places) throws InterruptedException {
    String who = "ours: mesos-master";
    String without = "ours: mesos-master, its folder lost with it";
    Optional<Path> app = OurMaster.built(lab.options().repository());
    if (app.isEmpty()) {
      series.missing(who, "not built, run make build").missing(without, "not built");
      return;
    }
    Optional<Path> folders = Optional.of(lab.folder(lab.fresh("work")));
    series
        .add(
            who,
            () -> {
              OurElection election = places.ours(Usual.TIMEOUT);
              Starter master = new OurMaster(app.get(), election.url(), Usual.TIMEOUT, folders);
              Failovers failovers = new Failovers(election, master, Signal.KILL, STANDING);
              return Line.times(who, failovers.run(lab, lab.options().runs(RUNS)));
            })
        .measure();
    series
        .add(
            without,
            () ->
                sideBySide(
                    lab,
                    without,
                    () -> {
                      OurElection election = places.ours(Usual.TIMEOUT);
                      return new Failovers(
                          election,
                          new OurMaster(app.get(), election.url(), Usual.TIMEOUT, Optional.empty()),
                          Signal.KILL,
                          2);
                    }))
        .measure();
  }

  private static void mesos(Lab lab, Series series, Places places) throws InterruptedException {
    String who = "Mesos 1.11";
    if (!Reference.available()) {
      series.missing(who, "not there");
      return;
    }
    series
        .add(
            who,
            () ->
                sideBySide(
                    lab,
                    who,
                    () -> {
                      OurElection election = places.ours(Usual.TIMEOUT);
                      Starter master = new MesosMaster(election.url(), Usual.TIMEOUT);
                      return new Failovers(election, master, Signal.KILL, 2);
                    }))
        .measure();
  }

  private static Line sideBySide(Lab lab, String who, Supplier<Failovers> failovers)
      throws Exception {
    int runs = lab.options().runs(SLOW_RUNS);
    return Line.times(
        who, SideBySide.run(SIDE_BY_SIDE, runs, share -> failovers.get().run(lab, share)));
  }
}
