package dev.mesos.local.kubelet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AddressRangeTest {

  @TempDir Path folder;

  @Test
  void twoClustersHaveDifferentRanges() throws IOException {
    try (AddressRange one = AddressRange.claim(folder);
        AddressRange two = AddressRange.claim(folder)) {
      assertThat(one.take()).isEqualTo("127.64.0.1");
      assertThat(two.take()).isEqualTo("127.64.1.1");
    }
  }

  @Test
  void aRangeThatWasClosedIsFree() throws IOException {
    AddressRange.claim(folder).close();
    try (AddressRange again = AddressRange.claim(folder)) {
      assertThat(again.take()).startsWith("127.64.0.");
    }
  }

  @Test
  void doesNotReuseAnAddressWhileOthersAreFree() throws IOException {
    try (AddressRange range = AddressRange.claim(folder)) {
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
