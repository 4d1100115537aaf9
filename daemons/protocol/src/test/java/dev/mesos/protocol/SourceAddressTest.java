package dev.mesos.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SourceAddressTest {

  private static final PeerAddress PEER = new PeerAddress("127.0.0.9", 5051);

  @Test
  void leavesTheSystemsOwnChoiceAlone() {
    assertThat(new SourceAddress("0.0.0.0").needsBinding(PEER)).isFalse();
    // of all loopback addresses the system takes this one
    assertThat(new SourceAddress("127.0.0.1").needsBinding(PEER)).isFalse();
  }

  @Test
  void bindsToAnAddressThatTheSystemWouldNotTake() {
    assertThat(new SourceAddress("127.0.0.2").needsBinding(PEER)).isTrue();
  }

  @Test
  void bindsIfThePeerIsNoAddress() {
    SourceAddress source = new SourceAddress("127.0.0.1");

    assertThat(source.needsBinding(new PeerAddress("slave.example", 5051))).isTrue();
    assertThat(source.needsBinding(new PeerAddress("::1", 5051))).isTrue();
  }
}
