package dev.mesos.master.simulation;

import dev.mesos.coordination.simulation.Soak;
import dev.mesos.coordination.simulation.Trace;
import java.util.Optional;

/**
 * Simulates clusters of masters, registry and slaves by our rules: {@code ClusterSoak FIRST COUNT},
 * see {@link Soak}.
 */
public final class ClusterSoak {

  private long admissions;
  private long deactivations;

  private ClusterSoak() {}

  public static void main(String[] arguments) {
    ClusterSoak soak = new ClusterSoak();
    Soak.run(arguments, soak::broken, soak::sums);
  }

  private Optional<String> broken(long seed) {
    ClusterSimulation run = new ClusterSimulation(seed, Rules.OURS, Trace.off()).run();
    admissions += run.judge().admissions();
    deactivations += run.judge().deactivations();
    return run.findings().isEmpty()
        ? Optional.empty()
        : Optional.of(ClusterSimulationTest.report(seed, run) + "\n" + run.findings());
  }

  private String sums() {
    return "%d slaves admitted, %d given up".formatted(admissions, deactivations);
  }
}
