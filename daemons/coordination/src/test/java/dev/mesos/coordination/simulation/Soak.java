package dev.mesos.coordination.simulation;

import java.util.Optional;
import java.util.function.LongFunction;
import java.util.function.Supplier;

/**
 * Simulates seed after seed, as {@code FIRST COUNT} say. Ends the program with 1 as soon as a
 * promise is broken, saying how to see that again; tells now and then how far it is.
 */
public final class Soak {

  private static final long PROGRESS_NANOS = 10_000_000_000L;

  private Soak() {}

  /**
   * @param arguments the first seed, and how many
   * @param broken runs a seed; gives a report if a promise was broken
   * @param sums what was simulated so far
   */
  public static void run(
      String[] arguments, LongFunction<Optional<String>> broken, Supplier<String> sums) {
    long first = Long.parseLong(arguments[0]);
    long count = Long.parseLong(arguments[1]);
    long start = System.nanoTime();
    long told = start;
    for (long i = 0; i < count; i++) {
      Optional<String> report = broken.apply(first + i);
      if (report.isPresent()) {
        System.out.println(report.get());
        System.exit(1);
      }
      long now = System.nanoTime();
      if (now - told > PROGRESS_NANOS || i == count - 1) {
        told = now;
        System.out.printf(
            "%d seeds in %.0f s: %s; no promise broken%n", i + 1, (now - start) / 1e9, sums.get());
      }
    }
  }
}
