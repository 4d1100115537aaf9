package dev.mesos.coordination;

import dev.mesos.coordination.simulation.Trace;
import dev.mesos.coordination.simulation.election.ElectionSimulation;

/**
 * Simulates elections by our rules, seed after seed: {@code SimulationSoak FIRST COUNT}. Ends with
 * 1 as soon as a promise is broken, saying how to see that again.
 */
public final class SimulationSoak {

  private static final long PROGRESS_NANOS = 10_000_000_000L;

  private SimulationSoak() {}

  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    long count = Long.parseLong(arguments[1]);
    long start = System.nanoTime();
    long told = start;
    long steps = 0;
    long elections = 0;
    double simulated = 0;
    for (long i = 0; i < count; i++) {
      ElectionSimulation run =
          new ElectionSimulation(first + i, SimulatedRules.ours(), Trace.off()).run();
      if (!run.findings().isEmpty()) {
        System.out.println(SimulationReport.of(first + i, run));
        System.exit(1);
      }
      steps += run.steps();
      elections += run.elections();
      simulated += run.length() / 1e9;
      long now = System.nanoTime();
      if (now - told > PROGRESS_NANOS || i == count - 1) {
        told = now;
        double seconds = (now - start) / 1e9;
        System.out.printf(
            "%d seeds in %.0f s: %d elections in %.0f simulated hours, %.1f million steps, %.1f million a second; no promise broken%n",
            i + 1, seconds, elections, simulated / 3600, steps / 1e6, steps / 1e6 / seconds);
      }
    }
  }
}
