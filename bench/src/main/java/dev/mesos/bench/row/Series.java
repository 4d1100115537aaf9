package dev.mesos.bench.row;

import dev.mesos.bench.Options;
import dev.mesos.bench.report.Line;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** The lines of one row, measured one after the other or side by side. */
public final class Series {

  private record Named(String who, Callable<List<Line>> work) {}

  private final Options options;
  private final List<Line> lines = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<Named> pending = new ArrayList<>();

  /** Of a row that is measured with these options. */
  public Series(Options options) {
    this.options = options;
  }

  /** To be measured beside what was added before, unless it is not wanted. */
  public Series add(String who, Callable<Line> work) {
    return addAll(who, () -> List.of(work.call()));
  }

  /** The same for what gives several lines. */
  public Series addAll(String who, Callable<List<Line>> work) {
    if (options.wants(who)) {
      pending.add(new Named(who, work));
    }
    return this;
  }

  /** Says that somebody cannot be measured here. */
  public Series missing(String who, String why) {
    if (options.wants(who)) {
      failures.add(who + ": " + why);
    }
    return this;
  }

  /** Measures all that was added since the last time, side by side. */
  public void measure() throws InterruptedException {
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      List<Named> now = List.copyOf(pending);
      pending.clear();
      List<Future<List<Line>>> results = executor.invokeAll(now.stream().map(Named::work).toList());
      for (int i = 0; i < now.size(); i++) {
        take(now.get(i).who(), results.get(i));
      }
    }
  }

  private void take(String who, Future<List<Line>> result) throws InterruptedException {
    try {
      lines.addAll(result.get());
    } catch (ExecutionException e) {
      failures.add(who + ": " + e.getCause());
    }
  }

  /** What was measured. */
  public List<Line> lines() {
    return lines;
  }

  /** What could not be, and why. */
  public List<String> failures() {
    return failures;
  }
}
