package dev.mesos.local.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.local.api.schema.Quantity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QuantityTest {
  @ParameterizedTest
  @CsvSource({
    "1, 1",
    "1000m, 1",
    "1500m, 1500m",
    "0.5, 500m",
    "50m, 50m",
    "1Gi, 1Gi",
    "1024Mi, 1Gi",
    "1.5Gi, 1536Mi",
    "1000, 1k",
    "1000k, 1M",
    "100M, 100M",
    "0, 0",
    "0.0, 0",
    "1e3, 1e3",
    "12e6, 12e6",
    "1024Ki, 1Mi",
    "0.5Ki, 512",
    "128974848, 128974848",
    "-1000m, -1"
  })
  void writesTheCanonicalForm(String text, String canonical) {
    assertThat(Quantity.parse(text)).map(Quantity::canonical).hasValue(canonical);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "1x", "1 Gi", "1GiB", "--1", "1e", "."})
  void refusesWhatIsNone(String text) {
    assertThat(Quantity.parse(text)).isEmpty();
  }
}
