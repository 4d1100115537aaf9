package dev.mesos.coordination.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.comparison.ComparedEnsemble.Where;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** The same happens to the clients of the model and to those of a real ensemble. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelTest {

  private static final Duration TICK = Duration.ofMillis(200);
  private static final int SYNC_LIMIT = 50;
  private static final int SCRIPTS = Integer.getInteger("comparison.scripts", 4);

  private final RealEnsemble real = new RealEnsemble(TICK, SYNC_LIMIT);

  @AfterAll
  void end() {
    real.close();
  }

  private static List<List<String>> histories(
      ComparedEnsemble ensemble, Consumer<ComparedEnsemble> script) {
    script.accept(ensemble);
    List<List<String>> histories = new ArrayList<>();
    for (int client = 0; client < Script.CLIENTS; client++) {
      histories.add(ensemble.history(client));
    }
    return histories;
  }

  private List<List<String>> compare(String what, long seed, Consumer<ComparedEnsemble> script) {
    List<List<String>> histories = histories(real.again(), script);
    try (ModelledEnsemble model = new ModelledEnsemble(seed, TICK, SYNC_LIMIT)) {
      assertThat(histories(model, script)).as("%s, in the model", what).isEqualTo(histories);
    }
    return histories;
  }

  @Test
  void whateverClientsDo() {
    for (long seed = 1; seed <= SCRIPTS; seed++) {
      long script = seed;
      compare("script " + seed, seed, ensemble -> Script.play(script, ensemble));
    }
  }

  /** What an election must not trust: a follower that has not noticed yet that it is alone. */
  @Test
  void aFollowerThatIsCutOffAnswersWithWhatItKnew() {
    List<List<String>> histories =
        compare(
            "a follower cut off",
            1,
            ensemble -> {
              ensemble.open(0, Duration.ofSeconds(20), Where.A_FOLLOWER);
              ensemble.open(1, Duration.ofSeconds(20), Where.THE_LEADER);
              ensemble.ask(0, new Operation.Create("/cut", new byte[0], false, false));
              ensemble.ask(0, new Operation.GetChildren("/cut", true));
              ensemble.isolateServer(0);
              ensemble.ask(1, new Operation.Create("/cut/a", new byte[0], true, true));
              ensemble.ask(0, new Operation.GetChildren("/cut", true));
              ensemble.heal();
              ensemble.ask(0, new Operation.GetChildren("/cut", true));
            });
    assertThat(histories.getFirst())
        .endsWith(
            "list /cut and watch -> OK []",
            "children /cut",
            "list /cut and watch -> OK [a0000000000]");
  }
}
