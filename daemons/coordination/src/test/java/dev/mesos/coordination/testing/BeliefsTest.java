package dev.mesos.coordination.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BeliefsTest {

  private static Look yes(String who, long before, long after, long epoch) {
    return new Look(who, before, after, true, epoch);
  }

  private static Look no(String who, long before, long after) {
    return new Look(who, before, after, false, Look.NO_EPOCH);
  }

  private static Beliefs of(Look... looks) {
    return Beliefs.of(List.of(looks));
  }

  @Test
  void oneAfterTheOtherIsInOrder() {
    Beliefs beliefs =
        of(
            yes("a", 1, 2, 7),
            yes("a", 3, 4, 7),
            no("a", 5, 6),
            yes("b", 7, 8, 9),
            yes("b", 9, 10, 9));
    assertThat(beliefs.overlaps()).isEmpty();
    assertThat(beliefs.disorders()).isEmpty();
    assertThat(beliefs.stints()).extracting(Stint::who).containsExactly("a", "b");
    assertThat(beliefs.stints()).extracting(Stint::from).containsExactly(2L, 8L);
    assertThat(beliefs.stints()).extracting(Stint::until).containsExactly(3L, 9L);
  }

  @Test
  void theLengthOfAnOverlapIsWhatIsCertain() {
    Beliefs beliefs =
        of(yes("a", 0, 10, 7), yes("a", 100, 110, 7), yes("b", 50, 60, 9), yes("b", 200, 210, 9));
    assertThat(beliefs.overlaps()).extracting(Beliefs.Overlap::nanos).containsExactly(40L);
    assertThat(beliefs.disorders()).hasSize(1);
  }

  @Test
  void oneLookWithinAnothersBeliefIsAnOverlap() {
    Beliefs beliefs =
        of(yes("a", 0, 10, -1), yes("a", 100, 110, -1), yes("b", 50, 60, -1), no("b", 70, 80));
    assertThat(beliefs.overlaps()).extracting(Beliefs.Overlap::nanos).containsExactly(0L);
    assertThat(beliefs.disorders()).isEmpty();
  }

  @Test
  void aLookThatWasStoppedHalfwayIsNoFalseAlarm() {
    // Stopped between the look and the second reading, while b came to lead.
    assertThat(of(yes("a", 0, 10, 7), yes("a", 20, 500, 7), yes("b", 100, 110, 9)).disorders())
        .isEmpty();
    // Stopped between the first reading and the look of b, which may have seen it when a was gone.
    Beliefs late = of(yes("a", 0, 10, 7), yes("a", 200, 210, 7), yes("b", 100, 300, 9));
    assertThat(late.disorders()).isEmpty();
    assertThat(late.overlaps()).isEmpty();
  }

  @Test
  void oneInstantAfterALaterEpochIsEnough() {
    Beliefs beliefs = of(yes("b", 10, 20, 9), no("b", 22, 24), yes("a", 1_020, 1_030, 7));
    assertThat(beliefs.overlaps()).isEmpty();
    assertThat(beliefs.disorders()).hasSize(1);
    assertThat(beliefs.disorders().getFirst().toString())
        .startsWith("a (epoch 7) led at least 0.001 ms after b (epoch 9)");
    assertThat(of(yes("b", 10, 20, 9), yes("a", 20, 30, 7)).disorders()).isEmpty();
  }

  @Test
  void aNoOrAnotherEpochEndsAStint() {
    Beliefs beliefs =
        of(yes("a", 0, 1, 7), no("a", 2, 3), yes("a", 4, 5, 7), yes("a", 6, 7, 8), no("b", 6, 7));
    assertThat(beliefs.stints()).hasSize(3);
    assertThat(beliefs.overlaps()).isEmpty();
    assertThat(beliefs.disorders()).isEmpty();
  }

  @Test
  void anEpochHasOneLeader() {
    assertThat(of(yes("a", 0, 1, 7), no("a", 2, 3), yes("b", 90, 91, 7)).disorders()).hasSize(1);
  }

  @Test
  void epochsThatFallAreFound() {
    assertThat(of(yes("a", 0, 1, 8), no("a", 2, 3), yes("b", 4, 5, 7)).disorders()).hasSize(1);
    assertThat(of(yes("a", 0, 1, 8), no("a", 2, 3), yes("a", 4, 5, 7)).disorders()).hasSize(1);
  }

  @Test
  void aClockThatGoesBackIsRefused() {
    assertThatThrownBy(() -> yes("a", 2, 1, 7)).hasMessageContaining("a: the clock went back");
  }

  @Test
  void manyLooksAreOneStint() {
    Beliefs beliefs =
        Beliefs.of(
            Stream.iterate(0L, i -> i + 1).limit(100_000).map(i -> yes("a", i, i, 7))::iterator);
    assertThat(beliefs.stints()).hasSize(1);
    assertThat(beliefs.stints().getFirst().until()).isEqualTo(99_999);
  }
}
