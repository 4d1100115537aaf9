package dev.mesos.bench.row;

import dev.mesos.bench.Lab;
import dev.mesos.bench.peer.Election;
import dev.mesos.bench.peer.LatchElection;
import dev.mesos.bench.peer.LeaseElection;
import dev.mesos.bench.peer.LeaseElection.Timing;
import dev.mesos.bench.peer.OurElection;
import dev.mesos.bench.process.MesosMaster;
import dev.mesos.bench.process.OurMaster;
import dev.mesos.bench.process.Signal;
import dev.mesos.bench.process.StanderProcess;
import dev.mesos.bench.process.Starter;
import dev.mesos.bench.report.Line;
import dev.mesos.bench.report.RowResult;
import dev.mesos.coordination.testing.Reference;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** A leader that is asked to end, and the next one seen. */
public final class HandOver implements Row {

  private static final int RUNS = 100;
  private static final int SLOW_RUNS = 20;
  private static final int STANDING = 3;
  private static final int SIDE_BY_SIDE = 4;

  @Override
  public int number() {
    return 2;
  }

  @Override
  public RowResult measure(Lab lab) throws InterruptedException {
    Series series = new Series(lab.options());
    try (Places places = Places.open(lab)) {
      Optional<Path> app = OurMaster.built(lab.options().repository());
      String ours = "ours: mesos-master";
      if (app.isPresent()) {
        OurElection election = places.ours(Usual.TIMEOUT);
        Starter master = new OurMaster(app.get(), election.url(), Usual.TIMEOUT, Optional.empty());
        series.add(ours, line(lab, ours, election, master, RUNS)).measure();
      } else {
        series.missing(ours, "not built, run make build");
      }
      alone(lab, series, "ours: Contender alone", places.ours(Usual.TIMEOUT), RUNS);
      LatchElection latch = places.latch(Usual.TIMEOUT);
      alone(lab, series, latch.make() + ".close()", latch, RUNS);
      for (Timing timing : List.of(Timing.TUNED, Timing.DEFAULT)) {
        String who = lab.lease(timing).make();
        series.add(who, () -> sideBySide(lab, who, timing)).measure();
      }
      mesos(lab, series, places);
      return new RowResult(
          number(),
          "hand-over on SIGTERM, to the next leader seen by a detector",
          "p99 < 100 ms",
          places.setting(Usual.TIMEOUT) + "; " + STANDING + " processes stand",
          series.lines(),
          series.failures());
    }
  }

  private static Callable<Line> line(
      Lab lab, String who, Election election, Starter starter, int runs) {
    Failovers failovers = new Failovers(election, starter, Signal.TERM, STANDING);
    return () -> Line.times(who, failovers.run(lab, lab.options().runs(runs)));
  }

  private static void alone(Lab lab, Series series, String who, Election election, int runs)
      throws InterruptedException {
    series.add(who, line(lab, who, election, new StanderProcess(election), runs)).measure();
  }

  /** These wait for their next look most of the time, so they do not disturb each other. */
  private static Line sideBySide(Lab lab, String who, Timing timing) throws Exception {
    return Line.times(
        who,
        SideBySide.run(
            SIDE_BY_SIDE,
            lab.options().runs(SLOW_RUNS),
            runs -> {
              LeaseElection election = lab.lease(timing);
              return new Failovers(election, new StanderProcess(election), Signal.TERM, 2)
                  .run(lab, runs);
            }));
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
                Line.times(
                    who,
                    SideBySide.run(
                        SIDE_BY_SIDE,
                        lab.options().runs(SLOW_RUNS),
                        runs -> {
                          OurElection election = places.ours(Usual.TIMEOUT);
                          Starter master = new MesosMaster(election.url(), Usual.TIMEOUT);
                          return new Failovers(election, master, Signal.TERM, 2).run(lab, runs);
                        })))
        .measure();
  }
}
