package dev.mesos.coordination;

import dev.mesos.coordination.simulation.Soak;
import dev.mesos.coordination.simulation.Trace;
import dev.mesos.coordination.simulation.election.ElectionSimulation;
import java.util.Optional;

/** Simulates elections by our rules: {@code SimulationSoak FIRST COUNT}, see {@link Soak}. */
public final class SimulationSoak {

  private long steps;
  private long elections;
  private double simulated;

  private SimulationSoak() {}

  public static void main(String[] arguments) {
    SimulationSoak soak = new SimulationSoak();
    Soak.run(arguments, soak::broken, soak::sums);
  }

  private Optional<String> broken(long seed) {
    ElectionSimulation run = new ElectionSimulation(seed, SimulatedRules.ours(), Trace.off()).run();
    steps += run.steps();
    elections += run.elections();
    simulated += run.length() / 1e9;
    return run.findings().isEmpty()
        ? Optional.empty()
        : Optional.of(SimulationReport.of(seed, run));
  }

  private String sums() {
    return "%d elections in %.0f simulated hours, %.1f million steps"
        .formatted(elections, simulated / 3600, steps / 1e6);
  }
}
