package dev.mesos.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/**
 * The shortest series there is, with real servers and processes, and what it is written down as.
 */
class BenchTest {

  private static int run(String... arguments) {
    return new CommandLine(new Bench()).execute(arguments);
  }

  @Test
  void aSeriesIsMeasuredAndWrittenDown(@TempDir Path folder) throws Exception {
    int exit =
        run("--rows=2", "--runs=2", "--only=contender", "--repository=" + folder.toAbsolutePath());
    assertThat(exit).as("exit code").isZero();
    JsonNode report =
        new ObjectMapper().readTree(folder.resolve("bench/target/bench-failover.json").toFile());
    JsonNode line = report.at("/rows/0/lines/0");
    assertThat(line.path("who").asText()).isEqualTo("ours: Contender alone");
    assertThat(line.path("figures").path("n").asText()).isEqualTo("2");
    assertThat(line.path("values")).hasSize(2);
    assertThat(line.path("values").path(0).asDouble()).isBetween(0.1, 10_000.0);
  }

  @Test
  void badArgumentsAreRefused() {
    assertThat(run("--rows=first")).isEqualTo(2);
  }
}
