package dev.mesos.slave;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The endpoints of a slave whose master does not answer. */
class SlaveHttpTest {

  @TempDir Path workDir;
  private TestSlave slave;

  @BeforeEach
  void start() {
    slave =
        new TestSlave(
            "127.0.0.1:" + TestSlave.freePort(),
            workDir,
            "--attributes=rack:r1;level:3;doors:[1-2]",
            "--resources=cpus:2;cpus(prod):1;mem:1024;disk:4096;gpus:1;colours:{red,blue}");
  }

  @AfterEach
  void end() {
    slave.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/health", "/slave(1)/health", "/slave%281%29/health"})
  void healthHasNoBody(String path) {
    HttpResponse<String> answer = slave.get(path);

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/state", "/slave(1)/state", "/slave%281%29/state"})
  void stateSaysWhoItIs(String path) {
    JsonNode state = slave.json(path);

    assertThat(state.get("id").asText()).isEmpty();
    assertThat(state.get("pid").asText()).isEqualTo("slave(1)@127.0.0.1:" + slave.port);
    assertThat(state.get("hostname").asText()).isEqualTo("slave-0");
    assertThat(state.get("version").asText()).matches("[0-9.]+");
    assertThat(state.get("capabilities")).hasSize(8);
    assertThat(state.get("attributes"))
        .hasToString("{\"rack\":\"r1\",\"level\":3.0,\"doors\":\"[1-2]\"}");
  }

  @Test
  void stateSaysWhatItOffers() {
    JsonNode state = slave.json("/state");

    assertThat(state.get("resources"))
        .hasToString(
            "{\"disk\":4096.0,\"mem\":1024.0,\"gpus\":1.0,\"cpus\":3.0,\"colours\":\"{red, blue}\",\"ports\":\"[31000-32000]\"}");
    assertThat(state.get("reserved_resources").get("prod").get("cpus").asDouble()).isEqualTo(1);
    assertThat(state.get("unreserved_resources").get("cpus").asDouble()).isEqualTo(2);
    assertThat(state.get("unreserved_resources_full").get(0))
        .hasToString(
            "{\"name\":\"cpus\",\"type\":\"SCALAR\",\"scalar\":{\"value\":2.0},\"role\":\"*\"}");
  }

  @Test
  void flagsAreAllThere() {
    JsonNode flags = slave.json("/slave(1)/flags").get("flags");

    assertThat(flags.get("port").asText()).isEqualTo(String.valueOf(slave.port));
    assertThat(flags.get("zk_session_timeout").asText()).isEqualTo("10secs");
    assertThat(slave.json("/state").get("flags")).isEqualTo(flags);
  }

  @Test
  void metricsAreNumbersOnly() {
    JsonNode metrics = slave.json("/metrics/snapshot");

    assertThat(metrics).allMatch(JsonNode::isNumber);
    assertThat(metrics.get("slave/registered").asDouble()).isZero();
    assertThat(metrics.get("slave/cpus_total").asDouble()).isEqualTo(3);
    assertThat(metrics.get("slave/uptime_secs").asDouble()).isPositive();
  }

  @Test
  void jsonpWrapsEveryAnswer() {
    for (String path :
        new String[] {"/state", "/flags", "/version", "/metrics/snapshot", "/monitor/statistics"}) {
      HttpResponse<String> answer = slave.get(path + "?jsonp=angular.callbacks._0");
      assertThat(answer.headers().firstValue("Content-Type")).contains("text/javascript");
      assertThat(answer.body()).startsWith("angular.callbacks._0(").endsWith(")");
    }
  }

  @Test
  void whatIsNotThereIsNotFound() {
    assertThat(slave.get("/slave(2)/state").statusCode()).isEqualTo(404);
    assertThat(slave.get("/slave(1)/version").body()).isEqualTo("404 Not Found.");
  }
}
