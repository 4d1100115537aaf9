package dev.mesos.bench.crowd;

import dev.mesos.bench.Lab;
import dev.mesos.bench.peer.BeliefListener;
import dev.mesos.bench.peer.OurElection;
import dev.mesos.bench.peer.Patience;
import dev.mesos.bench.peer.Stander;
import dev.mesos.bench.process.Jvm;
import dev.mesos.bench.process.Program;
import dev.mesos.bench.report.Line;
import dev.mesos.bench.report.Percentiles;
import dev.mesos.bench.report.RowResult;
import dev.mesos.bench.row.Places;
import dev.mesos.bench.row.Row;
import dev.mesos.bench.row.Series;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;

/** Thousands of detectors of one election, and the time until all of them know of a new leader. */
public final class Crowds implements Row {

  private static final int CHANGES = 10;
  private static final int LARGEST_PROCESS = 500;
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration CALM = Duration.ofSeconds(12);
  private static final Duration PATIENCE = Duration.ofMinutes(4);

  /** Small stacks: each session has two threads or more. No log: the others write none either. */
  private static final List<String> FLAGS =
      List.of(
          "-Xss256k",
          "-Xmx1g",
          "-XX:TieredStopAtLevel=1",
          "-Dorg.slf4j.simpleLogger.log.dev.mesos=warn");

  /** What one process has said of one leader. */
  private record Report(long median, long last) {}

  @Override
  public int number() {
    return 6;
  }

  @Override
  public RowResult measure(Lab lab) throws InterruptedException {
    Series series = new Series(lab.options());
    for (Spectator kind : Spectator.values()) {
      series.add(kind.shown(), () -> watched(lab, kind)).measure();
    }
    return new RowResult(
        number(),
        "%d detectors of one election: from the leader's resignation until all know the next"
            .formatted(lab.options().detectors()),
        "< 1 s",
        "3 servers, session timeout %d s; all on this machine".formatted(TIMEOUT.toSeconds()),
        series.lines(),
        series.failures());
  }

  private static Line watched(Lab lab, Spectator kind) throws Exception {
    try (Places places = Places.open(lab)) {
      OurElection election = places.ours(TIMEOUT);
      Crowd crowd = new Crowd();
      Queue<Stander> standing = new ConcurrentLinkedQueue<>();
      try {
        stand(lab, election, standing);
        stand(lab, election, standing);
        crowd.gather(lab, places, kind, election);
        return crowd.line(kind.shown(), changes(lab, election, standing, crowd));
      } finally {
        crowd.programs.forEach(Program::close);
        standing.forEach(Stander::close);
      }
    }
  }

  private static void stand(Lab lab, OurElection election, Queue<Stander> standing)
      throws InterruptedException {
    Stander stander = election.stand(lab.ids(1).getFirst(), BeliefListener.NONE);
    standing.add(stander);
    Patience.until("it does not stand", PATIENCE, stander::stands);
  }

  /** Perhaps not the first that stood: it may have lost its lease while thousands connected. */
  private static Stander leader(Queue<Stander> standing) throws InterruptedException {
    Patience.until("none leads", PATIENCE, () -> standing.stream().anyMatch(Stander::leads));
    return standing.stream().filter(Stander::leads).findFirst().orElseThrow();
  }

  /** Resigns, time after time, and waits until all know the next leader. */
  private static List<Change> changes(
      Lab lab, OurElection election, Queue<Stander> standing, Crowd crowd)
      throws InterruptedException {
    List<Change> changes = new ArrayList<>();
    while (changes.size() < lab.options().runs(CHANGES)) {
      // each one that joins wakes all detectors, too, and ours look at it later
      Thread.sleep(CALM);
      Stander leader = leader(standing);
      standing.remove(leader);
      int known = crowd.leaders();
      Duration clients = crowd.cpu();
      Duration here = here();
      long before = System.nanoTime();
      leader.close();
      Patience.until("not all know the next", PATIENCE, () -> crowd.leaders() > known);
      Report seen = crowd.latest();
      // else it was not our doing: the leader had lost its lease just before
      if (seen.median() - before > 0) {
        changes.add(
            new Change(
                (seen.last() - before) / 1e6,
                (seen.median() - before) / 1e6,
                crowd.cpu().minus(clients),
                here().minus(here)));
      }
      stand(lab, election, standing);
    }
    return changes;
  }

  private static Duration here() {
    var bean =
        (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return Duration.ofNanos(bean.getProcessCpuTime());
  }

  private record Change(double lastMs, double medianMs, Duration clients, Duration servers) {}

  /** All processes of one kind. */
  private static final class Crowd {

    private final List<Program> programs = new ArrayList<>();
    private final Map<String, Queue<Report>> reports = new ConcurrentHashMap<>();
    private final Queue<Report> complete = new ConcurrentLinkedQueue<>();

    void gather(Lab lab, Places places, Spectator kind, OurElection election)
        throws InterruptedException {
      int size = lab.options().detectors();
      int processes = Math.ceilDiv(size, LARGEST_PROCESS);
      String path = election.url().substring(election.url().lastIndexOf('/'));
      for (int i = 0; i < processes; i++) {
        int share = size / processes + (i < size % processes ? 1 : 0);
        List<String> arguments =
            List.of(
                kind.name(),
                Integer.toString(share),
                places.ensemble().connectString(),
                path,
                TIMEOUT.toString(),
                places.tick().toString());
        programs.add(
            Jvm.runBehindServers(
                CrowdProcess.class,
                FLAGS,
                arguments,
                lab.log(lab.fresh("crowd")),
                line -> heard(line, processes)));
      }
      Patience.until("not all know the first leader", PATIENCE, () -> leaders() > 0);
    }

    private synchronized void heard(String line, int processes) {
      String[] words = line.split(" ", -1);
      if (words.length == 4 && words[0].equals(CrowdProcess.ALL)) {
        Queue<Report> of =
            reports.computeIfAbsent(words[1], znode -> new ConcurrentLinkedQueue<>());
        of.add(new Report(Long.parseLong(words[2]), Long.parseLong(words[3])));
        if (of.size() == processes) {
          complete.add(
              new Report(
                  of.stream().mapToLong(Report::median).max().orElseThrow(),
                  of.stream().mapToLong(Report::last).max().orElseThrow()));
        }
      }
    }

    /** How many leaders all have heard of. */
    int leaders() {
      return complete.size();
    }

    Report latest() {
      return List.copyOf(complete).getLast();
    }

    Duration cpu() {
      return programs.stream().map(Program::cpu).reduce(Duration.ZERO, Duration::plus);
    }

    Line line(String who, List<Change> changes) {
      Percentiles last = new Percentiles(changes.stream().map(Change::lastMs).toList());
      Percentiles half = new Percentiles(changes.stream().map(Change::medianMs).toList());
      long memory = programs.stream().mapToLong(Program::residentBytes).sum();
      return new Line(who, Line.of(who).figures(), last.values())
          .with("n", changes.size())
          .with("half know, p50 ms", half.at(50))
          .with("all know, p50 ms", last.at(50))
          .with("max ms", last.at(100))
          .with("clients' CPU s", seconds(changes.stream().map(Change::clients).toList()))
          .with("servers' CPU s", seconds(changes.stream().map(Change::servers).toList()))
          .with("clients' MiB", memory >> 20);
    }

    private static double seconds(List<Duration> each) {
      return each.stream().mapToLong(Duration::toMillis).average().orElse(0) / 1000;
    }
  }
}
