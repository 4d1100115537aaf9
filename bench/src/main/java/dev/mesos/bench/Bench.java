package dev.mesos.bench;

import dev.mesos.bench.crowd.AtRest;
import dev.mesos.bench.crowd.Crowds;
import dev.mesos.bench.overlap.Overlaps;
import dev.mesos.bench.report.Machine;
import dev.mesos.bench.report.Report;
import dev.mesos.bench.report.RowResult;
import dev.mesos.bench.row.Crash;
import dev.mesos.bench.row.HandOver;
import dev.mesos.bench.row.NeedlessFailovers;
import dev.mesos.bench.row.Partition;
import dev.mesos.bench.row.Row;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code make bench-failover}. */
@Command(
    name = "bench-failover",
    mixinStandardHelpOptions = true,
    description = "Measures the rows of docs/reference/measurements.md that are about leadership.")
public final class Bench implements Callable<Integer> {

  private static final List<Row> ROWS =
      List.of(
          new Overlaps(),
          new HandOver(),
          new Crash(),
          new Partition(),
          new NeedlessFailovers(),
          new Crowds(),
          new AtRest());

  @Option(names = "--rows", split = ",", description = "Which rows, by number. Default: all.")
  private Set<Integer> rows = Set.of();

  @Option(
      names = "--runs",
      description = "How many runs of each series. Default: what each row thinks right.")
  private @Nullable Integer runs;

  @Option(
      names = "--only",
      split = ",",
      description = "Which peers, by a part of their names: ours, latch, lease, mesos, cache.")
  private Set<String> only = Set.of();

  @Option(
      names = "--tick",
      defaultValue = "250",
      description =
          "ZooKeeper's tickTime, in ms. Default: ${DEFAULT-VALUE}, as in the operator's ensembles.")
  private int tick = 250;

  @Option(
      names = "--detectors",
      defaultValue = "5000",
      description = "How many watch one election in row 6. Default: ${DEFAULT-VALUE}.")
  private int detectors = 5000;

  @Option(
      names = "--repository",
      description = "The folder of this project, built. Default: the present one.")
  private Path repository = Path.of(".");

  @Option(
      names = "--kubeconfig",
      description = "Elections by Lease on the cluster that kubectl takes. Default: embedded.")
  private boolean kubeconfig;

  private final PrintStream out = System.out;

  /** The exit code is 0 if all was measured, 1 if not, 2 for bad arguments. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new Bench()).execute(args));
  }

  @Override
  public Integer call() throws InterruptedException, IOException {
    // before the first logger is made
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
    Machine machine = Machine.here();
    out.println(machine);
    Report report = new Report(machine);
    Path file = repository.resolve("bench/target/bench-failover.json");
    Options options = options();
    try (Lab lab = new Lab(options)) {
      for (Row row : ROWS) {
        if (options.rows().contains(row.number())) {
          RowResult result = row.measure(lab);
          report.add(result);
          out.print(Report.table(result));
          report.write(file);
        }
      }
    }
    out.println();
    out.println("Every value: " + file);
    return report.complete() ? 0 : 1;
  }

  private Options options() {
    Set<Integer> all = ROWS.stream().map(Row::number).collect(Collectors.toSet());
    return new Options(
        rows.isEmpty() ? all : rows,
        runs == null ? OptionalInt.empty() : OptionalInt.of(runs),
        only,
        Duration.ofMillis(tick),
        detectors,
        repository,
        repository.resolve("bench/target/bench-failover"),
        kubeconfig);
  }
}
