package dev.mesos.coordination;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/**
 * Times in milliseconds: the lease does not care. Timeout 10 s, tickTime 2 s: lag 1.25 s, margin
 * 500 ms.
 */
class LeaseTest {

  private static final long TIMEOUT = 10_000;

  private final Lease lease = new Lease(TIMEOUT, 2_000);

  @Test
  void withoutAProofThereIsNone() {
    lease.connected(0, TIMEOUT);
    lease.touched(10, 20);
    assertThat(lease.holds(20)).isFalse();
  }

  @Test
  void theFirstProofCountsFromBeforeTheConnection() {
    lease.connected(100, TIMEOUT);
    lease.proved(150, 160);
    assertThat(lease.deadline()).isEqualTo(100 + 10_000 - 500);
    assertThat(lease.holds(9_599)).isTrue();
    assertThat(lease.holds(9_600)).isFalse();
  }

  @Test
  void aTouchCountsWhenAProofWasSentALagLaterAndAnotherAfterItsAnswer() {
    lease.connected(0, TIMEOUT);
    lease.touched(1_000, 1_010);
    lease.proved(2_259, 2_265);
    lease.proved(2_266, 2_267);
    assertThat(lease.deadline()).isEqualTo(9_500);
    lease.proved(2_270, 2_280);
    assertThat(lease.deadline()).isEqualTo(10_500);
  }

  /**
   * A link from ZooKeeper's leader to our follower stalls, the follower answers reads, then the
   * held answers come and the other direction breaks: what the follower knew the leader never
   * heard.
   */
  @Test
  void aProofThatWasSentBeforeTheAnswerToTheFirstConfirmsNothing() {
    lease.connected(0, TIMEOUT);
    lease.proved(10, 20);
    lease.touched(3_000, 3_001);
    lease.proved(5_000, 8_000);
    lease.proved(7_999, 8_001);
    assertThat(lease.deadline()).isEqualTo(9_500);
    lease.proved(8_000, 8_002);
    assertThat(lease.deadline()).isEqualTo(3_000 + 9_500);
  }

  @Test
  void onlyAProofThatIsOfUseIsWanted() {
    lease.connected(0, TIMEOUT);
    assertThat(lease.wantsProof()).isTrue();
    lease.proved(10, 20);
    assertThat(lease.wantsProof()).isFalse();
    lease.proved(1_270, 1_280);
    assertThat(lease.wantsProof()).isTrue();
    lease.proved(1_280, 1_290);
    assertThat(lease.wantsProof()).isFalse();
    assertThat(lease.deadline()).isEqualTo(10 + 9_500);
  }

  /** A cut-off follower answers reads for ever: they prolong nothing. */
  @Test
  void readsAloneProlongNothing() {
    lease.connected(0, TIMEOUT);
    lease.proved(100, 110);
    for (int t = 1_000; t < 9_000; t += 1_000) {
      lease.touched(t, t + 10);
    }
    assertThat(lease.holds(9_500)).isFalse();
  }

  @Test
  void whatWasTouchedOverAnotherConnectionCountsNoMore() {
    lease.connected(0, TIMEOUT);
    lease.proved(100, 110);
    lease.touched(5_000, 5_010);
    lease.disconnected();
    assertThat(lease.deadline()).isEqualTo(9_500);
    lease.touched(5_020, 5_030);
    lease.connected(4_000, TIMEOUT);
    lease.proved(6_400, 6_410);
    lease.proved(6_410, 6_420);
    assertThat(lease.deadline()).isEqualTo(4_000 + 9_500);
  }

  @Test
  void anOlderTouchNeverShortensIt() {
    lease.connected(0, TIMEOUT);
    lease.proved(5_000, 5_010);
    lease.proved(6_500, 6_510);
    lease.proved(6_510, 6_520);
    long before = lease.deadline();
    lease.connected(4_000, TIMEOUT);
    lease.proved(6_600, 6_610);
    assertThat(lease.deadline()).isEqualTo(before);
  }

  @Test
  void aShortTimeoutBoundsTheTickTime() {
    Lease shortest = new Lease(400, 2_000);
    shortest.connected(0, 400);
    shortest.proved(10, 12);
    shortest.proved(137, 139);
    shortest.proved(139, 140);
    assertThat(shortest.deadline()).isEqualTo(10 + 400 - 20);
  }

  @Test
  void aTimeoutThatAnotherServerShortensCountsAtOnce() {
    lease.connected(0, TIMEOUT);
    lease.proved(10, 20);
    lease.connected(1_000, 4_000);
    assertThat(lease.deadline()).isEqualTo(1_000 + 3_800);
    lease.proved(2_000, 2_010);
    assertThat(lease.deadline()).isEqualTo(1_000 + 3_800);
  }

  @Test
  void theClockMayOverflow() {
    Lease late = new Lease(TIMEOUT, 2_000);
    late.connected(Long.MAX_VALUE - 100, TIMEOUT);
    late.proved(Long.MAX_VALUE - 50, Long.MAX_VALUE - 40);
    assertThat(late.holds(Long.MAX_VALUE)).isTrue();
    assertThat(late.holds(Long.MAX_VALUE + 9_000)).isTrue();
    assertThat(late.holds(Long.MAX_VALUE + 9_500)).isFalse();
  }
}
