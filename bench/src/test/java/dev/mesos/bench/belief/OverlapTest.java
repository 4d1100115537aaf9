package dev.mesos.bench.belief;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OverlapTest {

  private static Overlap of(Belief... beliefs) {
    return Overlap.of(List.of(beliefs));
  }

  @Test
  void oneAfterTheOtherIsNone() {
    assertThat(of(new Belief("a", 0, 10), new Belief("b", 10, 20)).spells()).isEmpty();
  }

  @Test
  void theTimeCountsInWhichBothBelieve() {
    Overlap overlap = of(new Belief("a", 0, 2_000_000), new Belief("b", 500_000, 9_000_000));
    assertThat(overlap.spells()).containsExactly(new Overlap.Spell(500_000, 2_000_000));
    assertThat(overlap.totalMs()).isEqualTo(1.5);
  }

  @Test
  void oneThatGoesOnBelievingIsNotTwo() {
    assertThat(of(new Belief("a", 0, 10), new Belief("a", 5, 20)).spells()).isEmpty();
  }

  @Test
  void eachStretchIsOne() {
    Overlap overlap = of(new Belief("a", 0, 100), new Belief("b", 10, 20), new Belief("c", 50, 90));
    assertThat(overlap.spells())
        .containsExactly(new Overlap.Spell(10, 20), new Overlap.Spell(50, 90));
    assertThat(overlap.longestMs()).isEqualTo(40e-6);
  }

  @Test
  void aBeliefCanBeCutOut() {
    assertThat(new Belief("a", 0, 100).without(20, 50))
        .containsExactly(new Belief("a", 0, 20), new Belief("a", 50, 100));
    assertThatIllegalArgumentException().isThrownBy(() -> new Belief("a", 1, 0));
  }

  @Test
  void whatWasWrittenBeforeAProcessDiedIsThere(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("beliefs");
    BeliefFile beliefs = BeliefFile.create(file);
    beliefs.sample(1, false, 2);
    beliefs.sample(3, true, 4);
    beliefs.sample(5, true, 6);
    beliefs.sample(7, false, 8);
    beliefs.sample(9, true, 10);
    assertThat(BeliefFile.read(file, "a"))
        .containsExactly(new Belief("a", 4, 5), new Belief("a", 10, 10));
  }
}
