package dev.mesos.master.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.simulation.Trace;
import dev.mesos.master.simulation.Rules.Bug;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Clusters in simulated time. What has to hold at every step stands at {@link ClusterJudge}. {@code
 * -Dsimulation.seed=N} replays one run with its last steps.
 */
class ClusterSimulationTest {

  private static final int SEEDS = Integer.getInteger("simulation.seeds", 2_000);
  private static final int LAST_STEPS = Integer.getInteger("simulation.steps", 600);

  @Test
  void slavesAndRegistryOnElectionsThatAreAssumed() {
    ourRulesKeepTheirPromises(Depth.ASSUMED, SEEDS);
  }

  @Test
  void theWholeClusterOnModelledServers() {
    ourRulesKeepTheirPromises(Depth.MODELLED, SEEDS / 2);
  }

  private static void ourRulesKeepTheirPromises(Depth depth, int seeds) {
    Long wanted = Long.getLong("simulation.seed");
    if (wanted != null) {
      ClusterSimulation run =
          new ClusterSimulation(wanted, Rules.OURS, depth, Trace.last(LAST_STEPS)).run();
      System.out.println(run.trace());
      assertThat(run.findings()).as(run.setting()).isEmpty();
      return;
    }
    long admissions = 0;
    long deactivations = 0;
    for (long seed = 1; seed <= seeds; seed++) {
      ClusterSimulation run = run(seed, Rules.OURS, depth);
      assertThat(run.findings()).as(report(seed, depth, run)).isEmpty();
      admissions += run.judge().admissions();
      deactivations += run.judge().deactivations();
    }
    assertThat(deactivations).as("slaves given up in all").isGreaterThan(seeds / 2);
    assertThat(admissions).as("slaves admitted in all").isGreaterThan(2L * seeds);
  }

  /** Which run this was, and how to see it again. */
  static String report(long seed, Depth depth, ClusterSimulation run) {
    return "seed %d (%s); again, with its last steps: mvn -pl daemons/master -am test -Dtest=ClusterSimulationTest#%s -Dsimulation.seed=%d -Dsurefire.failIfNoSpecifiedTests=false"
        .formatted(seed, run.setting(), depth.test(), seed);
  }

  private static ClusterSimulation run(long seed, Rules rules, Depth depth) {
    return new ClusterSimulation(seed, rules, depth, Trace.off()).run();
  }

  /** Each is found out by one of the promises, within so many seeds. */
  static Stream<Arguments> bugs() {
    return Stream.of(
        Arguments.of(Rules.with(Bug.UNFENCED), Depth.ASSUMED, 500),
        Arguments.of(Rules.with(Bug.HURRIED), Depth.ASSUMED, 100),
        Arguments.of(Rules.with(Bug.WITHOUT_EPOCHS), Depth.ASSUMED, 500),
        Arguments.of(Rules.with(Bug.DEAF), Depth.ASSUMED, 500),
        Arguments.of(Rules.FORGIVING, Depth.ASSUMED, 100),
        Arguments.of(Rules.HASTY, Depth.ASSUMED, 100),
        Arguments.of(Rules.with(Bug.UNFENCED), Depth.MODELLED, 2_000),
        Arguments.of(Rules.with(Bug.WITHOUT_LEASE), Depth.MODELLED, 100),
        Arguments.of(Rules.with(Bug.HURRIED), Depth.MODELLED, 100),
        Arguments.of(Rules.with(Bug.WITHOUT_EPOCHS), Depth.MODELLED, 500),
        Arguments.of(Rules.with(Bug.DEAF), Depth.MODELLED, 500),
        Arguments.of(Rules.FORGIVING, Depth.MODELLED, 100),
        Arguments.of(Rules.HASTY, Depth.MODELLED, 100));
  }

  /** A simulation that finds nothing wrong with these would prove nothing. */
  @ParameterizedTest
  @MethodSource("bugs")
  void itFinds(Rules rules, Depth depth, int seeds) {
    for (long seed = 1; seed <= seeds; seed++) {
      ClusterSimulation run = run(seed, rules, depth);
      if (!run.findings().isEmpty()) {
        System.out.println(
            rules + ", " + depth + ", seed " + seed + ": " + run.findings().getFirst());
        return;
      }
    }
    throw new AssertionError("nothing wrong with '" + rules + "' in " + seeds + " seeds");
  }
}
