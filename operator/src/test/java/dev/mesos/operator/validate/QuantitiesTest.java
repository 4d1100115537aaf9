package dev.mesos.operator.validate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.fabric8.kubernetes.api.model.Quantity;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuantitiesTest {
  @ParameterizedTest
  @CsvSource({
    "0.05, 50m",
    "1000m, 1",
    "1024Mi, 1Gi",
    "1.5Gi, 1536Mi",
    "0.5Ki, 512",
    "1000, 1k",
    "1500, 1500",
    "1.5, 1500m",
    "2G, 2G",
    "100k, 100k",
    "0, 0",
    "250m, 250m",
    "0.0005, 500u",
    "384Mi, 384Mi",
  })
  void areWrittenAsTheApiServerWritesThem(String given, String canonical) {
    assertThat(Quantities.canonical("f", new Quantity(given)).toString()).isEqualTo(canonical);
    assertThat(Quantities.canonical("f", new Quantity(canonical)).toString()).isEqualTo(canonical);
  }

  @Test
  void nonsenseIsRefusedByName() {
    assertThatThrownBy(
            () -> Quantities.canonical("masters.resources.limits.memory", new Quantity("12Q")))
        .isInstanceOf(InvalidSpec.class)
        .hasMessageContaining("masters.resources.limits.memory");
  }
}
