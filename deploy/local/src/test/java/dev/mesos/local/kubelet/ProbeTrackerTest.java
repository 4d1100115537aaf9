package dev.mesos.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProbeTrackerTest {

  @Test
  void staysGoodUntilTheFailureThreshold() {
    ProbeTracker tracker = new ProbeTracker(1, 3, false, 0).seen(true).seen(false).seen(false);
    assertThat(tracker.good()).isTrue();
    assertThat(tracker.failed()).isFalse();
    assertThat(tracker.seen(false).good()).isFalse();
    assertThat(tracker.seen(false).failed()).isTrue();
  }

  @Test
  void aSuccessInBetweenStartsTheCountAnew() {
    ProbeTracker tracker = new ProbeTracker(1, 2, true, 0).seen(false).seen(true).seen(false);
    assertThat(tracker.good()).isTrue();
  }

  @Test
  void needsAsManySuccessesAsAsked() {
    ProbeTracker tracker = new ProbeTracker(2, 3, false, 0).seen(true);
    assertThat(tracker.good()).isFalse();
    assertThat(tracker.succeeded()).isFalse();
    assertThat(tracker.seen(true).good()).isTrue();
  }
}
