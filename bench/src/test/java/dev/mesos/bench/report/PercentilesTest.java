package dev.mesos.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PercentilesTest {

  @Test
  void eachIsAValueThatWasMeasured() {
    Percentiles hundred =
        new Percentiles(IntStream.rangeClosed(1, 100).mapToObj(i -> (double) i).toList());
    assertThat(hundred.at(50)).isEqualTo(50);
    assertThat(hundred.at(99)).isEqualTo(99);
    assertThat(hundred.at(100)).isEqualTo(100);
  }

  @Test
  void ofFewTheLargestCounts() {
    assertThat(new Percentiles(List.of(3.0, 1.0, 2.0)).at(99)).isEqualTo(3);
    assertThat(new Percentiles(List.of()).at(50)).isNaN();
    assertThatIllegalArgumentException().isThrownBy(() -> new Percentiles(List.of()).at(0));
  }
}
