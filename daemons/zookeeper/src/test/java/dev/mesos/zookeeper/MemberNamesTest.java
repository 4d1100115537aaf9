package dev.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemberNamesTest {
  private static final Duration LIMIT = Duration.ofSeconds(15);
  private static final Instant START = Instant.EPOCH;

  private Instant now = START;

  @Test
  void namesThatResolveCostTheHeadStartOnly() throws InterruptedException {
    assertThat(names(0).await(List.of("a", "late"), LIMIT)).isEmpty();
    assertThat(now).isEqualTo(START.plusMillis(500));
  }

  @Test
  void waitsForTheLastName() throws InterruptedException {
    assertThat(names(2).await(List.of("a", "late"), LIMIT)).isEmpty();
    assertThat(now).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void startsWithoutANameAfterTheLimit() throws InterruptedException {
    assertThat(names(60).await(List.of("a", "late"), LIMIT)).containsExactly("late");
    assertThat(now).isEqualTo(START.plus(LIMIT));
  }

  /** A name service that learns the name "late" after some seconds. */
  private MemberNames names(int seconds) {
    return new MemberNames(
        name -> !name.equals("late") || !now.isBefore(START.plusSeconds(seconds)),
        () -> now,
        time -> now = now.plus(time));
  }
}
