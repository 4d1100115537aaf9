package dev.mesos.bench.crowd;

import dev.mesos.bench.Lab;
import dev.mesos.bench.peer.BeliefListener;
import dev.mesos.bench.peer.OurElection;
import dev.mesos.bench.peer.Patience;
import dev.mesos.bench.peer.Sightings;
import dev.mesos.bench.peer.Stander;
import dev.mesos.bench.process.Jvm;
import dev.mesos.bench.process.MesosMaster;
import dev.mesos.bench.process.Program;
import dev.mesos.bench.report.Line;
import dev.mesos.bench.report.RowResult;
import dev.mesos.bench.row.Places;
import dev.mesos.bench.row.Row;
import dev.mesos.bench.row.Series;
import dev.mesos.coordination.testing.Reference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** What a candidate and a detector cost while nothing happens. */
public final class AtRest implements Row {

  private static final int SIZE = 50;
  private static final int SECONDS = 60;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CALM = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  @Override
  public int number() {
    return 7;
  }

  @Override
  public RowResult measure(Lab lab) throws InterruptedException {
    Series series = new Series(lab.options());
    for (RestingProcess.Kind kind : RestingProcess.Kind.values()) {
      series.add(kind.shown(), () -> many(lab, kind));
    }
    if (Reference.available()) {
      series.add("Mesos 1.11: master", () -> master(lab));
      series.add("Mesos 1.11: detector", () -> detector(lab));
    } else {
      series.missing("Mesos 1.11", "not there");
    }
    series.measure();
    return new RowResult(
        number(),
        "cost at rest, of one",
        "documented",
        "3 servers, session timeout %d s; CPU in per cent of one core; %d of a kind in a process, of Mesos 1"
            .formatted(TIMEOUT.toSeconds(), SIZE),
        series.lines(),
        series.failures());
  }

  private static Line many(Lab lab, RestingProcess.Kind kind) throws Exception {
    CountDownLatch resting = new CountDownLatch(1);
    try (Places places = Places.open(lab)) {
      RestingProcess.Place place =
          new RestingProcess.Place(
              places.ensemble().connectString(), "/" + lab.fresh("rest"), TIMEOUT, places.tick());
      List<String> words = new ArrayList<>(List.of(kind.name(), Integer.toString(SIZE)));
      words.addAll(place.words());
      try (Program program =
          Jvm.run(
              RestingProcess.class,
              List.of("-Xmx256m"),
              words,
              lab.log(lab.fresh("rest")),
              line -> {
                if (line.equals(RestingProcess.RESTING)) {
                  resting.countDown();
                }
              })) {
        Patience.until("it does not come to rest", PATIENCE, () -> resting.getCount() == 0);
        return measured(lab, kind.shown(), places, program, SIZE);
      }
    }
  }

  /** Its sessions are the contender's, the detector's and that of a driver in the same process. */
  private static Line master(Lab lab) throws Exception {
    try (Places places = Places.open(lab)) {
      OurElection election = places.ours(TIMEOUT);
      String id = lab.ids(1).getFirst();
      Sightings sightings = new Sightings();
      try (Program program =
          new MesosMaster(election.url(), TIMEOUT)
              .start(id, lab.log(lab.fresh("rest")), line -> {})) {
        try (AutoCloseable watch = election.watch(sightings)) {
          sightings.await(PATIENCE);
        }
        return measured(lab, "Mesos 1.11: master, 3 sessions", places, program, 1);
      }
    }
  }

  private static Line detector(Lab lab) throws Exception {
    try (Places places = Places.open(lab)) {
      OurElection election = places.ours(TIMEOUT);
      CountDownLatch seen = new CountDownLatch(1);
      try (Program program =
          Program.start(
              List.of(Reference.script("detect").toString(), election.url()),
              Map.of(),
              lab.log(lab.fresh("rest")),
              line -> seen.countDown())) {
        // it says nothing before there is a leader
        try (Stander leader = election.stand(lab.ids(1).getFirst(), BeliefListener.NONE)) {
          Patience.until("nobody stands", PATIENCE, leader::stands);
          Patience.until("it does not see", PATIENCE, () -> seen.getCount() == 0);
        }
        return measured(lab, "Mesos 1.11: detector", places, program, 1);
      }
    }
  }

  private static Line measured(Lab lab, String who, Places places, Program program, int size)
      throws InterruptedException {
    Thread.sleep(CALM);
    double seconds = lab.options().runs(SECONDS);
    long requests = places.ensemble().requests();
    Duration cpu = program.cpu();
    Thread.sleep(Duration.ofMillis((long) (seconds * 1000)));
    return Line.of(who)
        .with("requests/s", (places.ensemble().requests() - requests) / seconds / size)
        .with("CPU %", program.cpu().minus(cpu).toMillis() / 10.0 / seconds / size)
        .with("MiB of the process", program.residentBytes() >> 20);
  }
}
