package dev.mesos.master.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.simulation.Trace;
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
  private static final int LAST_STEPS = 600;

  @Test
  void ourRulesKeepTheirPromises() {
    Long wanted = Long.getLong("simulation.seed");
    if (wanted != null) {
      ClusterSimulation run =
          new ClusterSimulation(wanted, Rules.OURS, Trace.last(LAST_STEPS)).run();
      System.out.println(run.trace());
      assertThat(run.findings()).as(run.setting()).isEmpty();
      return;
    }
    long admissions = 0;
    long deactivations = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      ClusterSimulation run = run(seed, Rules.OURS);
      assertThat(run.findings()).as(report(seed, run)).isEmpty();
      admissions += run.judge().admissions();
      deactivations += run.judge().deactivations();
    }
    assertThat(deactivations).as("slaves given up in all").isGreaterThan(SEEDS / 2);
    assertThat(admissions).as("slaves admitted in all").isGreaterThan(2L * SEEDS);
  }

  /** Which run this was, and how to see it again. */
  static String report(long seed, ClusterSimulation run) {
    return "seed %d (%s); again, with its last steps: mvn -pl daemons/master -am test -Dtest=ClusterSimulationTest#ourRulesKeepTheirPromises -Dsimulation.seed=%d -Dsurefire.failIfNoSpecifiedTests=false"
        .formatted(seed, run.setting(), seed);
  }

  private static ClusterSimulation run(long seed, Rules rules) {
    return new ClusterSimulation(seed, rules, Trace.off()).run();
  }

  /** Each is found out by one of the promises, within so many seeds. */
  static Stream<Arguments> bugs() {
    return Stream.of(
        Arguments.of(Rules.UNFENCED, 500),
        Arguments.of(Rules.WITHOUT_EPOCHS, 500),
        Arguments.of(Rules.FORGIVING, 100),
        Arguments.of(Rules.HASTY, 100),
        Arguments.of(Rules.DEAF, 500));
  }

  /** A simulation that finds nothing wrong with these would prove nothing. */
  @ParameterizedTest
  @MethodSource("bugs")
  void itFinds(Rules rules, int seeds) {
    for (long seed = 1; seed <= seeds; seed++) {
      ClusterSimulation run = run(seed, rules);
      if (!run.findings().isEmpty()) {
        System.out.println(rules + ", seed " + seed + ": " + run.findings());
        return;
      }
    }
    throw new AssertionError("nothing wrong with '" + rules + "' in " + seeds + " seeds");
  }
}
