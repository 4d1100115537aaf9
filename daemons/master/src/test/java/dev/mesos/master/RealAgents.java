package dev.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.master.TestMaster.Answer;
import dev.mesos.master.registry.RegistryEntry;
import dev.mesos.master.registry.RegistryReader;
import dev.mesos.master.registry.UnreadableRegistryException;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where agents of Apache Mesos meet our masters: ZooKeeper, of which each test has a path of its
 * own, and one place and one folder a test for its agent.
 */
final class RealAgents implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback {

  private static final Duration SESSION = Duration.ofSeconds(10);

  private Vertx vertx;
  private Ensemble ensemble;
  private Path folders;
  private String name;
  private int port;

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    vertx = Vertx.vertx();
    ensemble = Ensemble.start(1);
    folders = Files.createTempDirectory("real-agents");
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    name = context.getRequiredTestMethod().getName();
    port = TestMaster.freePort();
  }

  @Override
  public void afterAll(ExtensionContext context) {
    ensemble.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
    remove(folders);
  }

  private static void remove(Path folder) {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Vertx vertx() {
    return vertx;
  }

  Ensemble ensemble() {
    return ensemble;
  }

  /** Where the masters of this test contend. */
  String zk() {
    return "zk://" + ensemble.connectString() + "/" + name;
  }

  TestMaster master(String... flags) {
    return master(vertx, flags);
  }

  private TestMaster master(Vertx runsOn, String... flags) {
    Stream<String> common = Stream.of("--zk=" + zk(), "--agent_ping_timeout=1secs");
    return TestMaster.contending(
        runsOn, SESSION, Stream.concat(common, Stream.of(flags)).toArray(String[]::new));
  }

  /** A master that leads. */
  TestMaster leader(String... flags) {
    return leader(vertx, flags);
  }

  TestMaster leader(Vertx runsOn, String... flags) {
    TestMaster master = master(runsOn, flags);
    await().until(master::leads);
    return master;
  }

  /** The port of this test's agent. */
  int port() {
    return port;
  }

  /** Where this test's agent is. */
  PeerAddress address() {
    return new PeerAddress("127.0.0.1", port);
  }

  /** The agent of this test, started, or started again on its files. */
  RealAgent agent() {
    return agent(Map.of());
  }

  RealAgent agent(Map<String, String> environment) {
    return agent(zk(), environment);
  }

  /** The same, which looks for its master there. */
  RealAgent agent(String at, Map<String, String> environment) {
    return RealAgent.start(zk() + "-aside", at, folders.resolve(name), port, environment);
  }

  /** The agent of this test, as the only one that this master has. */
  RealAgent registered(TestMaster master) {
    RealAgent agent = agent();
    await().until(() -> slaves(master).size() == 1);
    return agent;
  }

  /** An agent that has nothing to do with the former. */
  RealAgent stranger(String at, int place) {
    Path folder = folders.resolve(name + "-stranger");
    return RealAgent.start(at + "-aside", at, folder, place, Map.of());
  }

  /** So that this test's agent is a new one when it is started again. */
  void forgetId() {
    RealAgent.forgetId(folders.resolve(name));
  }

  /** What a reader finds of a slave who is no master. */
  Optional<State> inRegistry(String id) {
    try {
      return RegistryReader.read(ZooKeeperUrl.parse(zk()), Duration.ofSeconds(10))
          .entries()
          .stream()
          .filter(entry -> entry.id().equals(id))
          .map(RegistryEntry::state)
          .findFirst();
    } catch (UnreadableRegistryException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  static void staysRegistered(TestMaster master, Duration time) {
    await()
        .during(time)
        .until(
            () -> slaves(master).size() == 1 && slaves(master).path(0).path("active").asBoolean());
  }

  static JsonNode slaves(TestMaster master) {
    return slaves(master.port());
  }

  static JsonNode slaves(int master) {
    return TestMaster.get(master, "/master/slaves").json().required("slaves");
  }

  /** Of the only slave. */
  static String id(TestMaster master) {
    assertThat(slaves(master)).hasSize(1);
    return slaves(master).path(0).path("id").asText();
  }

  /** What {@code GET_AGENTS} answers. */
  static JsonNode agents(int master) {
    return TestMaster.call(
            master, "/master/api/v1", "application/json", "{\"type\":\"GET_AGENTS\"}")
        .json()
        .required("get_agents");
  }

  /** A call of the operator API about an agent. */
  static Answer call(int master, String type, String id, String more) {
    String body =
        "{\"type\":\"%s\",\"%s\":{\"agent_id\":{\"value\":\"%s\"}%s}}"
            .formatted(type, type.toLowerCase(Locale.ROOT), id, more);
    return TestMaster.call(master, "/master/api/v1", "application/json", body);
  }

  static int metric(TestMaster master, String name) {
    return metric(master.port(), name);
  }

  static int metric(int master, String name) {
    return TestMaster.get(master, "/metrics/snapshot").json().required("master/" + name).asInt();
  }

  static ConditionFactory await() {
    return Awaitility.await()
        .ignoreExceptions()
        .pollInterval(Duration.ofMillis(50))
        .atMost(Duration.ofSeconds(30));
  }
}
