package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Times in milliseconds: the lease does not care. Timeout 10 s, tickTime 2 s: lag 1 s, margin 500
 * ms.
 */
class LeaseTest {

  private final Lease lease = new Lease(10_000, 2_000);

  @Test
  void withoutAProofThereIsNone() {
    lease.connected(0);
    lease.touched(10, 20);
    assertThat(lease.holds(20)).isFalse();
  }

  @Test
  void theFirstProofCountsFromBeforeTheConnection() {
    lease.connected(100);
    lease.proved(150, 160);
    assertThat(lease.deadline()).isEqualTo(100 + 10_000 - 500);
    assertThat(lease.holds(9_599)).isTrue();
    assertThat(lease.holds(9_600)).isFalse();
  }

  @Test
  void aTouchCountsOnlyWhenAProofWasSentALagLater() {
    lease.connected(0);
    lease.touched(1_000, 1_010);
    lease.proved(2_009, 2_020);
    assertThat(lease.deadline()).isEqualTo(9_500);
    lease.proved(2_010, 2_030);
    assertThat(lease.deadline()).isEqualTo(10_500);
  }

  @Test
  void aProofIsItselfATouchForTheNext() {
    lease.connected(0);
    lease.proved(100, 110);
    lease.proved(1_200, 1_210);
    assertThat(lease.deadline()).isEqualTo(100 + 9_500);
  }

  /** A cut-off follower answers reads for ever: they prolong nothing. */
  @Test
  void readsAloneProlongNothing() {
    lease.connected(0);
    lease.proved(100, 110);
    for (int t = 1_000; t < 9_000; t += 1_000) {
      lease.touched(t, t + 10);
    }
    assertThat(lease.holds(9_500)).isFalse();
  }

  @Test
  void whatWasTouchedOverAnotherConnectionCountsNoMore() {
    lease.connected(0);
    lease.proved(100, 110);
    lease.touched(5_000, 5_010);
    lease.disconnected();
    assertThat(lease.deadline()).isEqualTo(9_500);
    lease.connected(4_000);
    lease.proved(6_100, 6_110);
    assertThat(lease.deadline()).isEqualTo(4_000 + 9_500);
  }

  @Test
  void anOlderTouchNeverShortensIt() {
    lease.connected(0);
    lease.proved(5_000, 5_010);
    lease.proved(6_500, 6_510);
    long before = lease.deadline();
    lease.connected(4_000);
    lease.proved(6_600, 6_610);
    assertThat(lease.deadline()).isEqualTo(before);
  }

  @Test
  void aShortTimeoutBoundsTheTickTime() {
    Lease shortest = new Lease(400, 2_000);
    shortest.connected(0);
    shortest.proved(10, 12);
    shortest.proved(112, 114);
    assertThat(shortest.deadline()).isEqualTo(10 + 400 - 20);
  }

  @Test
  void theClockMayOverflow() {
    Lease late = new Lease(10_000, 2_000);
    late.connected(Long.MAX_VALUE - 100);
    late.proved(Long.MAX_VALUE - 50, Long.MAX_VALUE - 40);
    assertThat(late.holds(Long.MAX_VALUE)).isTrue();
    assertThat(late.holds(Long.MAX_VALUE + 9_000)).isTrue();
    assertThat(late.holds(Long.MAX_VALUE + 9_500)).isFalse();
  }
}
