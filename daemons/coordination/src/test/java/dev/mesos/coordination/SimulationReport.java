package dev.mesos.coordination;

import dev.mesos.coordination.simulation.election.ElectionSimulation;

/** What somebody needs to know of a run in which a promise was broken. */
final class SimulationReport {

  private SimulationReport() {}

  static String of(long seed, ElectionSimulation run) {
    return """
    seed %d (%s): %s
    again, with its last steps: mvn -pl daemons/coordination -am test -Dtest=ElectionSimulationTest#ourRulesKeepTheirPromises -Dsimulation.seed=%d -Dsurefire.failIfNoSpecifiedTests=false\
    """
        .formatted(seed, run.setting(), run.findings(), seed);
  }
}
