package dev.mesos.bench.overlap;

import dev.mesos.bench.belief.BeliefFile;
import dev.mesos.bench.peer.BeliefListener;
import dev.mesos.bench.peer.Election;
import dev.mesos.bench.peer.Stander;
import dev.mesos.bench.process.Jvm;
import dev.mesos.bench.process.Program;
import dev.mesos.bench.process.Starter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/**
 * A process that stands in several elections of different makes, and writes down when it believes
 * to lead which of them. All of them so see the same pauses and the same end.
 *
 * @param folder where it writes, a file for each election and process
 * @param elections by a name for each
 */
record BelievingProcess(Path folder, List<Named> elections) implements Starter {

  /** An election and its name. */
  record Named(String name, Election election) {}

  private record Watched(Stander stander, BeliefFile file) {}

  private static final long SAMPLE_NANOS = 500_000;
  private static final Duration START = Duration.ofMinutes(5);
  private static final String NEXT = "--";

  BelievingProcess {
    elections = List.copyOf(elections);
  }

  @Override
  public Program start(String id, Path log, Consumer<String> lines) {
    List<String> arguments =
        new ArrayList<>(List.of(id, Long.toString(System.nanoTime()), folder.toString()));
    for (Named named : elections) {
      arguments.add(NEXT);
      arguments.add(named.name());
      arguments.addAll(named.election().arguments());
    }
    return Jvm.run(BelievingProcess.class, List.of("-Xmx128m"), arguments, log, lines);
  }

  /** Its name, the time, its folder; then for each election {@code --}, its name and its words. */
  public static void main(String[] args) throws IOException {
    checkClock(Long.parseLong(args[1]));
    List<Watched> watched = new ArrayList<>();
    List<String> words = List.of(args).subList(3, args.length);
    while (!words.isEmpty()) {
      List<String> rest = words.subList(1, words.size());
      int end = rest.indexOf(NEXT);
      List<String> first = end < 0 ? rest : rest.subList(0, end);
      watched.add(watch(args[0], Path.of(args[2]), first));
      words = end < 0 ? List.of() : rest.subList(end, rest.size());
    }
    sample(watched);
  }

  private static Watched watch(String id, Path folder, List<String> words) throws IOException {
    String file = words.getFirst() + "-" + ProcessHandle.current().pid();
    Election election = Election.parse(words.subList(1, words.size()));
    return new Watched(
        election.stand(id, BeliefListener.NONE), BeliefFile.create(folder.resolve(file)));
  }

  /** On Linux and macOS nanoTime is the same clock in all processes, which nobody promises. */
  private static void checkClock(long started) {
    long now = System.nanoTime();
    if (now - started < 0 || now - started > START.toNanos()) {
      throw new IllegalStateException("this process has another clock than its parent");
    }
  }

  private static void sample(List<Watched> all) {
    while (true) {
      for (Watched each : all) {
        long before = System.nanoTime();
        boolean leads = each.stander().leads();
        each.file().sample(before, leads, System.nanoTime());
      }
      LockSupport.parkNanos(SAMPLE_NANOS);
    }
  }
}
