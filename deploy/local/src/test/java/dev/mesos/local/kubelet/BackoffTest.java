package dev.mesos.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BackoffTest {

  @Test
  void restartsAtOnceThenDoublesToFiveMinutes() {
    Backoff backoff = Backoff.kubernetes();
    List<Long> delays = new ArrayList<>();
    for (int i = 0; i < 9; i++) {
      backoff = backoff.crashed(Duration.ofSeconds(1));
      delays.add(backoff.delay().toSeconds());
    }
    assertThat(delays).containsExactly(0L, 10L, 20L, 40L, 80L, 160L, 300L, 300L, 300L);
  }

  @Test
  void forgivesAfterALongRun() {
    Backoff backoff = Backoff.kubernetes().crashed(Duration.ZERO).crashed(Duration.ZERO);
    assertThat(backoff.crashed(Duration.ofMinutes(10)).delay()).isZero();
    assertThat(backoff.crashed(Duration.ofMinutes(9)).delay()).isEqualTo(Duration.ofSeconds(20));
  }
}
