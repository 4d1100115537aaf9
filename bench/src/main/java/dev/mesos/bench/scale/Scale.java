package dev.mesos.bench.scale;

import dev.mesos.bench.peer.OurElection;
import dev.mesos.bench.peer.Sightings;
import dev.mesos.bench.process.Program;
import dev.mesos.bench.process.Signal;
import dev.mesos.bench.process.Starter;
import dev.mesos.bench.report.Machine;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.EnsembleSettings;
import dev.mesos.coordination.testing.FreePorts;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code make bench-scale}. */
@Command(
    name = "bench-scale",
    mixinStandardHelpOptions = true,
    description =
        "Measures how many slaves a master carries, and what it costs to lose it or them.")
public final class Scale implements Callable<Integer> {

  private static final Duration SESSION = Duration.ofSeconds(10);
  private static final Duration TICK = Duration.ofMillis(250);
  private static final int SYNC_LIMIT = 16;
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration CALM = Duration.ofSeconds(10);

  /** Five pings of 15 s are missed, the first of which comes within 15 s. */
  private static final Duration BUDGET = Duration.ofSeconds(90);

  private static final long POLL_MS = 50;

  @Option(
      names = "--slaves",
      split = ",",
      defaultValue = "20000",
      description =
          "How many; several numbers for one cluster after the other. Default: ${DEFAULT-VALUE}.")
  private List<Integer> sizes = List.of(20_000);

  @Option(
      names = "--plot",
      description = "An SVG file to draw what each size costs a slave. Default: none.")
  private Optional<Path> plot = Optional.empty();

  @Option(
      names = "--addresses",
      defaultValue = "8000",
      description =
          "How many of them have sockets of their own at most; the rest share theirs. Default: ${DEFAULT-VALUE}.")
  private int addresses = 8_000;

  @Option(
      names = "--lost",
      defaultValue = "1000",
      description =
          "How many fall silent at once in the end; 0 for none. Default: ${DEFAULT-VALUE}.")
  private int lost = 1_000;

  @Option(
      names = "--rest",
      defaultValue = "60",
      description = "For how many seconds the cost at rest is measured. Default: ${DEFAULT-VALUE}.")
  private int rest = 60;

  @Option(
      names = "--masters",
      defaultValue = "ours",
      description = "Whose masters: ours, or Apache Mesos's (mesos). Default: ${DEFAULT-VALUE}.")
  private Make make = Make.OURS;

  @Option(
      names = "--repository",
      description = "The folder of this project, built. Default: the present one.")
  private Path repository = Path.of(".");

  private final PrintStream out = System.out;

  /** The exit code is 0 if all was measured. */
  public static void main(String[] args) {
    System.exit(
        new CommandLine(new Scale()).setCaseInsensitiveEnumValuesAllowed(true).execute(args));
  }

  @Override
  public Integer call() throws Exception {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    Path folder = Files.createDirectories(repository.resolve("bench/target/bench-scale"));
    out.println(Machine.here());
    List<Cost> costs = new ArrayList<>();
    for (int size : sizes) {
      costs.add(measure(size, folder));
    }
    if (plot.isPresent()) {
      Files.writeString(plot.get(), new CostPlot(costs).svg());
    }
    return 0;
  }

  private Cost measure(int slaves, Path folder) throws Exception {
    int sockets = Math.min(slaves, addresses);
    out.printf("%d slaves, %d of them with sockets of their own%n", slaves, sockets);
    try (Ensemble ensemble =
        Ensemble.start(EnsembleSettings.of(3).withTickTime(TICK).withSyncLimit(SYNC_LIMIT))) {
      OurElection election = OurElection.at(ensemble.connectString(), "/scale", SESSION, TICK);
      Sightings sightings = new Sightings();
      Starter starter = make.starter(repository, election.url(), SESSION, TICK);
      try (Leaders leaders = new Leaders(starter, folder);
          AutoCloseable watch = election.watch(sightings)) {
        for (int port : FreePorts.find(2)) {
          leaders.start("127.0.0.1:" + port);
        }
        String first = sightings.await(PATIENCE).leader();
        try (Crew crew = new Crew(slaves, sockets, election.url(), SESSION, folder)) {
          register(slaves, crew);
          Program leader = leaders.program(first);
          Rest rest = rest(leader);
          Failover failover = failOver(slaves, first, leaders, sightings, crew);
          if (lost > 0) {
            lose(failover.next(), leaders, crew);
          }
          return new Cost(slaves, rest.share(), rest.bytes(), failover.seconds());
        }
      }
    }
  }

  private void register(int slaves, Crew crew) throws InterruptedException {
    long all = crew.all();
    double seconds = (all - crew.first()) / 1e9;
    out.printf("first registration: %.1f s, %.0f a second%n", seconds, slaves / seconds);
  }

  /** The share of a core that it takes, and the memory that it has resident. */
  private record Rest(double share, long bytes) {}

  private Rest rest(Program leader) throws InterruptedException {
    Thread.sleep(CALM);
    Duration before = leader.cpu();
    Thread.sleep(Duration.ofSeconds(rest));
    Rest cost =
        new Rest(leader.cpu().minus(before).toNanos() / (rest * 1e9), leader.residentBytes());
    out.printf(
        "at rest, pinged every 15 s: %.2f of a core, %d MiB%n", cost.share(), cost.bytes() >> 20);
    return cost;
  }

  /** Who leads after it, and how long after its election all slaves had come over. */
  private record Failover(String next, double seconds) {}

  private Failover failOver(
      int slaves, String first, Leaders leaders, Sightings sightings, Crew crew)
      throws InterruptedException, IOException {
    crew.forget();
    leaders.program(first).signal(Signal.KILL);
    Sightings.Sighting next = sightings.awaitOtherThan(first, PATIENCE);
    long nearly = crew.nearlyAll();
    long all = crew.all();
    double seconds = (all - next.at()) / 1e9;
    double burst = (all - crew.first()) / 1e9;
    leaders
        .recoveryMs(next.leader())
        .ifPresent(took -> out.printf("failover: registry read in %d ms%n", took));
    out.printf(
        "failover: 99 %% re-registered %.1f s after the election, all %.1f s; %.0f a second from the first on%n",
        (nearly - next.at()) / 1e9, seconds, slaves / burst);
    int givenUp = leaders.metrics(next.leader()).path("master/slaves_unreachable").asInt();
    int connected = leaders.metrics(next.leader()).path("master/slaves_connected").asInt();
    out.printf("after it: %d connected, %d given up%n", connected, givenUp);
    return new Failover(next.leader(), seconds);
  }

  private void lose(String leader, Leaders leaders, Crew crew)
      throws InterruptedException, IOException {
    Thread.sleep(CALM);
    long since = crew.silence(lost);
    long last = since;
    for (int given = 0; given < lost; ) {
      given = leaders.metrics(leader).path("master/slaves_unreachable").asInt();
      last = System.nanoTime();
      if (last - since > 2 * BUDGET.toNanos()) {
        throw new IllegalStateException("only " + given + " were given up");
      }
      Thread.sleep(POLL_MS);
    }
    out.printf(
        "%d silent at once: the last given up %.1f s after the longest budget of %d s%n",
        lost, (last - since - BUDGET.toNanos()) / 1e9, BUDGET.toSeconds());
  }
}
