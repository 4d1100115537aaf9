package dev.mesos.coordination;

import dev.mesos.coordination.simulation.Trace;
import dev.mesos.coordination.simulation.election.ElectionSimulation;

/** Runs many seeds. */
public final class SimulationSoak {
  private SimulationSoak() {}

  /** First seed, and how many. */
  public static void main(String[] arguments) {
    long first = Long.parseLong(arguments[0]);
    long count = Long.parseLong(arguments[1]);
    boolean traced = arguments.length > 2 && arguments[2].equals("t");
    String rules = System.getProperty("rules", "ours");
    int most = Integer.getInteger("most", 20);
    long start = System.nanoTime();
    long steps = 0;
    long elections = 0;
    long length = 0;
    int failed = 0;
    for (long seed = first; seed < first + count; seed++) {
      ElectionSimulation run =
          new ElectionSimulation(
              seed,
              switch (rules) {
                case "ours" -> SimulatedRules.ours();
                case "answer" -> SimulatedRules.countingFromTheAnswer();
                case "one" -> SimulatedRules.oneProof();
                case "reads" -> SimulatedRules.provedByReads();
                case "sync" -> SimulatedRules.provedBySync();
                case "margin" -> SimulatedRules.noMargin();
                case "lag" -> SimulatedRules.noLag();
                case "mesos" -> SimulatedRules.mesos();
                default -> SimulatedRules.leaderLatch();
              },
              traced ? Trace.last(Integer.getInteger("lines", 3000)) : Trace.off());
      try {
        run.run();
      } catch (RuntimeException e) {
        System.out.println("seed " + seed + " " + run.setting());
        e.printStackTrace(System.out);
        failed++;
      }
      steps += run.steps();
      elections += run.elections();
      length += run.length();
      if (!run.findings().isEmpty()) {
        failed++;
        System.out.println("seed " + seed + " " + run.setting() + " " + run.findings());
      }
      if (traced) {
        System.out.println(run.trace());
      }
      if (failed >= most) break;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    System.out.printf(
        "%d seeds, %d failed, %.1f s, %d steps, %.0f steps/s, %d elections, %.0f s simulated%n",
        count, failed, seconds, steps, steps / seconds, elections, length / 1e9);
  }
}
