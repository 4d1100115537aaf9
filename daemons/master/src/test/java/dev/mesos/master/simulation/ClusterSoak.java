package dev.mesos.master.simulation;

import dev.mesos.coordination.simulation.Soak;
import dev.mesos.coordination.simulation.Trace;
import java.util.Optional;

/**
 * Simulates clusters of masters, registry and slaves by our rules: {@code ClusterSoak FIRST COUNT
 * [modelled]}, see {@link Soak}.
 */
public final class ClusterSoak {

  private final Depth depth;
  private long admissions;
  private long deactivations;

  private ClusterSoak(Depth depth) {
    this.depth = depth;
  }

  public static void main(String[] arguments) {
    boolean whole = arguments.length > 2 && arguments[2].equals("modelled");
    ClusterSoak soak = new ClusterSoak(whole ? Depth.MODELLED : Depth.ASSUMED);
    Soak.run(arguments, soak::broken, soak::sums);
  }

  private Optional<String> broken(long seed) {
    ClusterSimulation run = new ClusterSimulation(seed, Rules.OURS, depth, Trace.off()).run();
    admissions += run.judge().admissions();
    deactivations += run.judge().deactivations();
    return run.findings().isEmpty()
        ? Optional.empty()
        : Optional.of(ClusterSimulationTest.report(seed, depth, run) + "\n" + run.findings());
  }

  private String sums() {
    return "%d slaves admitted, %d given up".formatted(admissions, deactivations);
  }
}
