package dev.mesos.bench.scale;

import dev.mesos.bench.peer.Patience;
import dev.mesos.bench.process.Jvm;
import dev.mesos.bench.process.Program;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** All slaves, in as many processes as their sockets need. Thread-safe. */
final class Crew implements AutoCloseable {

  /** Each address costs a process three files, and one may open 20 000. */
  private static final int MOST_ADDRESSES = 4_000;

  private static final Duration PATIENCE = Duration.ofMinutes(3);
  private static final List<String> FLAGS = List.of("-Xmx1500m", "-XX:TieredStopAtLevel=1");

  /** What the processes said of how many are registered, with when. */
  private record Mark(int process, int registered, long at) {}

  private final List<Program> programs = new ArrayList<>();
  private final List<Integer> sizes = new ArrayList<>();
  private final List<Mark> marks = new ArrayList<>();
  private final AtomicInteger open = new AtomicInteger();
  private long silentAt;

  /** Starts them, and returns when all addresses listen. */
  Crew(int slaves, int addresses, String url, Duration timeout, Path folder)
      throws InterruptedException {
    int processes = Math.max(1, Math.ceilDiv(addresses, MOST_ADDRESSES));
    for (int i = 0; i < processes; i++) {
      int process = i;
      int mine = slaves / processes + (i < slaves % processes ? 1 : 0);
      sizes.add(mine);
      programs.add(
          Jvm.run(
              SwarmProcess.class,
              FLAGS,
              List.of(
                  Integer.toString(i * MOST_ADDRESSES),
                  Integer.toString(Math.min(mine, addresses / processes)),
                  Integer.toString(mine),
                  url,
                  timeout.toString()),
              folder.resolve("swarm-" + i + ".log"),
              line -> heard(process, line)));
      Patience.until("it does not listen", PATIENCE, () -> open.get() > process);
    }
  }

  private synchronized void heard(int process, String line) {
    String[] words = line.split(" ", -1);
    switch (words[0]) {
      case "open" -> open.incrementAndGet();
      case "registered" ->
          marks.add(new Mark(process, Integer.parseInt(words[1]), Long.parseLong(words[2])));
      case "silent" -> silentAt = Long.parseLong(words[1]);
      default -> {}
    }
  }

  /** Forgets who was registered, before a failover. */
  synchronized void forget() {
    marks.clear();
  }

  /** When the first was registered, by {@link System#nanoTime()}. */
  synchronized long first() {
    return marks.stream().mapToLong(Mark::at).min().orElseThrow();
  }

  /** Waits until 99 % are registered in every process; returns when that was. */
  long nearlyAll() throws InterruptedException {
    return when(99);
  }

  /** Waits until all are. */
  long all() throws InterruptedException {
    return when(100);
  }

  private long when(int percent) throws InterruptedException {
    Patience.until(
        percent + " % are not registered",
        PATIENCE,
        () -> {
          synchronized (this) {
            return reached(percent).stream().allMatch(at -> at > 0);
          }
        });
    synchronized (this) {
      return reached(percent).stream().mapToLong(at -> at).max().orElseThrow();
    }
  }

  private List<Long> reached(int percent) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < sizes.size(); i++) {
      int process = i;
      int wanted = percent == 100 ? sizes.get(i) : sizes.get(i) - sizes.get(i) / 100;
      times.add(
          marks.stream()
              .filter(mark -> mark.process() == process && mark.registered() >= wanted)
              .mapToLong(Mark::at)
              .min()
              .orElse(0));
    }
    return times;
  }

  /** Lets the first of the first process be silent; returns since when they are. */
  long silence(int count) throws InterruptedException {
    programs.getFirst().tell("silence " + count);
    Patience.until(
        "they are not silent",
        PATIENCE,
        () -> {
          synchronized (this) {
            return silentAt != 0;
          }
        });
    synchronized (this) {
      return silentAt;
    }
  }

  @Override
  public void close() {
    programs.forEach(Program::close);
  }
}
