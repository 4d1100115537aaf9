package dev.mesos.master.simulation;

import dev.mesos.coordination.simulation.Trace;

/**
 * Simulates clusters of masters, registry and slaves by our rules, seed after seed: {@code
 * ClusterSoak FIRST COUNT}. Ends with 1 as soon as a promise is broken, saying how to see that
 * again.
 */
public final class ClusterSoak {

  private static final long PROGRESS_NANOS = 10_000_000_000L;

  private ClusterSoak() {}

  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    long count = Long.parseLong(arguments[1]);
    long start = System.nanoTime();
    long told = start;
    long admissions = 0;
    long deactivations = 0;
    for (long i = 0; i < count; i++) {
      ClusterSimulation run = new ClusterSimulation(first + i, Rules.OURS, Trace.off()).run();
      if (!run.findings().isEmpty()) {
        System.out.println(ClusterSimulationTest.report(first + i, run) + "\n" + run.findings());
        System.exit(1);
      }
      admissions += run.judge().admissions();
      deactivations += run.judge().deactivations();
      long now = System.nanoTime();
      if (now - told > PROGRESS_NANOS || i == count - 1) {
        told = now;
        System.out.printf(
            "%d seeds in %.0f s: %d slaves admitted, %d given up; no promise broken%n",
            i + 1, (now - start) / 1e9, admissions, deactivations);
      }
    }
  }
}
