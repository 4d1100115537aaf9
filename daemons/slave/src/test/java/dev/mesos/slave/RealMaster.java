package dev.mesos.slave;

import static java.util.stream.Collectors.toUnmodifiableMap;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mesos.coordination.testing.CuttingProxy;
import dev.mesos.coordination.testing.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * A master of Apache Mesos that stands for election and pings every second. Slaves reach it through
 * a proxy, as it names the proxy's address for its own.
 */
final class RealMaster implements AutoCloseable {

  private static final String NUMBERS = "master/";

  /** Between slaves and it. */
  final CuttingProxy road;

  private final int port = TestSlave.freePort();
  private final Reference.Program program;

  /**
   * @param folder takes its log
   * @param zk where it stands
   * @param pings how many unanswered ones a slave is given up after
   * @param session how long its ZooKeeper session lasts
   */
  RealMaster(Path folder, String zk, int pings, Duration session) {
    road = new CuttingProxy("127.0.0.1:" + port);
    Map<String, String> environment =
        Map.of(
            "MESOS_AGENT_PING_TIMEOUT", "1secs",
            "MESOS_MAX_AGENT_PING_TIMEOUTS", String.valueOf(pings),
            "MESOS_SESSION_SECONDS", String.valueOf(session.toSeconds()),
            "LIBPROCESS_ADVERTISE_PORT", address().substring(address().indexOf(':') + 1));
    Path log = folder.resolve("master-" + port + ".log");
    program = Reference.start(log, environment, "master", zk, String.valueOf(port));
  }

  /** Where it says that it is. */
  String address() {
    return road.connectString();
  }

  /** Whether it leads, and has recovered its registry: before that it answers nothing. */
  boolean leads() {
    JsonNode state = TestSlave.json(port, "/master/state");
    return state.path("leader").asText().equals("master@" + address());
  }

  /** The ids of the slaves that are registered, connected or not. */
  List<String> slaves() {
    return TestSlave.json(port, "/master/slaves").findValuesAsText("id");
  }

  /** What it shows of one slave. */
  JsonNode slave(String id) {
    return agents()
        .filter(agent -> agent.at("/agent_info/id/value").asText().equals(id))
        .findFirst()
        .orElseThrow(() -> new AssertionError(address() + " does not know slave " + id));
  }

  private Stream<JsonNode> agents() {
    JsonNode answer = json(call("{\"type\":\"GET_AGENTS\"}"));
    List<JsonNode> agents = new ArrayList<>();
    answer.at("/get_agents/agents").forEach(agents::add);
    return agents.stream();
  }

  /** Its numbers, whose names all begin by {@code master/} and are given without. */
  Map<String, Integer> numbers() {
    return TestSlave.json(port, "/metrics/snapshot")
        .propertyStream()
        .filter(each -> each.getKey().startsWith(NUMBERS))
        .collect(
            toUnmodifiableMap(
                each -> each.getKey().substring(NUMBERS.length()),
                each -> each.getValue().asInt()));
  }

  /**
   * Has it do something to a slave.
   *
   * @param more fields of the call, each after a comma
   */
  void call(String type, String id, String... more) {
    HttpResponse<String> answer =
        call(
            "{\"type\":\"%s\",\"%s\":{\"agent_id\":{\"value\":\"%s\"}%s}}"
                .formatted(type, type.toLowerCase(Locale.ROOT), id, String.join("", more)));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private HttpResponse<String> call(String body) {
    URI uri = URI.create("http://127.0.0.1:" + port + "/master/api/v1");
    HttpRequest request =
        HttpRequest.newBuilder(uri)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    return TestSlave.send(request);
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      return new ObjectMapper().readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean running() {
    return program.running();
  }

  void freeze() {
    program.freeze();
  }

  void thaw() {
    program.thaw();
  }

  @Override
  public void close() {
    program.close();
    road.close();
  }
}
