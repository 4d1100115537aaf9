package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.simulation.Trace;
import dev.mesos.coordination.simulation.election.ElectionSimulation;
import dev.mesos.coordination.simulation.election.Rules;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Elections in a simulated world, where networks stall and break in one direction, ZooKeeper loses
 * its leader, processes stop and crash, and clocks run at different speeds. What has to hold at
 * every step stands at {@code simulation.election.Judge}. {@code -Dsimulation.seed=N} replays one
 * run with its last steps; {@code make soak} runs as many as wanted.
 */
class ElectionSimulationTest {

  private static final int SEEDS = 3_000;
  private static final int LAST_STEPS = Integer.getInteger("simulation.steps", 400);

  @Test
  void ourRulesKeepTheirPromises() {
    Long wanted = Long.getLong("simulation.seed");
    if (wanted != null) {
      ElectionSimulation run =
          new ElectionSimulation(wanted, SimulatedRules.ours(), Trace.last(LAST_STEPS)).run();
      System.out.println(run.trace());
      assertThat(run.findings()).as(run.setting()).isEmpty();
      return;
    }
    long elections = 0;
    for (long seed = 1; seed <= SEEDS; seed++) {
      ElectionSimulation run = run(seed, SimulatedRules.ours());
      if (!run.findings().isEmpty()) {
        throw new AssertionError(SimulationReport.of(seed, run));
      }
      elections += run.elections();
    }
    assertThat(elections).as("elections in all").isGreaterThan(5 * SEEDS);
  }

  private static ElectionSimulation run(long seed, Rules rules) {
    return new ElectionSimulation(seed, rules, Trace.off()).run();
  }

  @Test
  void aSeedReplaysExactly() {
    for (long seed = 1; seed <= 20; seed++) {
      ElectionSimulation once = run(seed, SimulatedRules.ours());
      ElectionSimulation again = run(seed, SimulatedRules.ours());
      assertThat(again.steps()).isEqualTo(once.steps());
      assertThat(again.length()).isEqualTo(once.length());
      assertThat(again.elections()).isEqualTo(once.elections());
    }
  }

  /** Rules that do overlap, and how many seeds are far more than enough to see it. */
  static Stream<Arguments> wrongRules() {
    return Stream.of(
        Arguments.of(SimulatedRules.mesos(), 100),
        Arguments.of(SimulatedRules.leaderLatch(), 100),
        Arguments.of(SimulatedRules.provedByReads(), 1_000),
        Arguments.of(SimulatedRules.provedBySync(), 15_000),
        Arguments.of(SimulatedRules.oneProof(), 10_000),
        Arguments.of(SimulatedRules.noLag(), 2_000),
        Arguments.of(SimulatedRules.noMargin(), 2_000));
  }

  /** A simulation that finds nothing wrong with these would prove nothing. */
  @ParameterizedTest
  @MethodSource("wrongRules")
  void itFindsTheOverlapOf(Rules rules, int seeds) {
    for (long seed = 1; seed <= seeds; seed++) {
      ElectionSimulation run = run(seed, rules);
      if (run.overlap() > 0) {
        return;
      }
    }
    throw new AssertionError("no overlap of '%s' in %d seeds".formatted(rules.name(), seeds));
  }
}
