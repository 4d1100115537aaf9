package dev.mesos.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class AddressRangeTest {

  @Test
  void twoClustersHaveDifferentRanges() throws IOException {
    try (AddressRange one = AddressRange.claim();
        AddressRange two = AddressRange.claim()) {
      assertThat(one.take()).matches("127\\.64\\.\\d+\\.1");
      assertThat(two.subnet()).isNotEqualTo(one.subnet());
    }
  }

  @Test
  void aRangeWhoseWatchdogStillWorksIsNotTaken() throws IOException {
    AddressRange range = AddressRange.claim();
    int subnet = range.subnet();
    try (ServerSocket watchdog = AddressRange.claimForWatchdog(subnet).orElseThrow()) {
      range.close();
      try (AddressRange next = AddressRange.claim()) {
        assertThat(watchdog.isBound()).isTrue();
        assertThat(next.subnet()).isNotEqualTo(subnet);
      }
    }
  }

  @Test
  void doesNotReuseAnAddressWhileOthersAreFree() throws IOException {
    try (AddressRange range = AddressRange.claim()) {
      String first = range.take();
      range.release(first);
      Set<String> others = new HashSet<>();
      for (int i = 0; i < 253; i++) {
        others.add(range.take());
      }
      assertThat(others).hasSize(253).doesNotContain(first);
      assertThat(range.take()).isEqualTo(first);
      assertThatThrownBy(range::take).hasMessageContaining("254");
    }
  }
}
