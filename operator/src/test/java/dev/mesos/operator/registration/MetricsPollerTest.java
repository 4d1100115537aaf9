package dev.mesos.operator.registration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import dev.mesos.operator.model.ClusterId;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsPollerTest {
  private static final ClusterId ID = new ClusterId("ns", "demo", "uid");
  private final MetricsPoller poller = new MetricsPoller();
  private final List<ClusterId> told = new CopyOnWriteArrayList<>();
  private final List<String> losses = new CopyOnWriteArrayList<>();
  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Map<String, String> answers = new ConcurrentHashMap<>();
  private HttpServer leader;
  private String address;

  @BeforeEach
  void start() throws IOException {
    leader = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    leader.createContext(
        "/",
        exchange -> {
          String path = exchange.getRequestURI().getPath();
          if (path.equals("/api/v1")) {
            calls.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
          }
          byte[] bytes = answers.getOrDefault(path, "").getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    leader.start();
    address = "127.0.0.1:" + leader.getAddress().getPort();
    poller.onChange(told::add);
    poller.onLoss((id, loss) -> losses.add(loss));
    leaderHas(1, 0, 0, slave(0, true));
  }

  @AfterEach
  void stop() {
    poller.close();
    leader.stop(0);
  }

  private void leaderHas(int connected, int disconnected, int deactivated, String... slaves) {
    answers.put("/slaves", "{\"slaves\":[" + String.join(",", slaves) + "]}");
    answers.put(
        "/metrics/snapshot",
        """
        {"master/slaves_connected": %d.0, "master/slaves_disconnected": %d.0,
         "master/slaves_recovered": 0.0, "master/slaves_unreachable": %d.0}
        """
            .formatted(connected, disconnected, deactivated));
  }

  private static String slave(int ordinal, boolean connected) {
    return "{\"id\":\"S%d\",\"hostname\":\"demo-slave-%d.demo-slave-headless.ns.svc\",\"active\":%s,\"connected\":%s}"
        .formatted(ordinal, ordinal, connected, connected);
  }

  private SlaveCounter.Target target(long epoch, int wanted) {
    return new SlaveCounter.Target(ID, epoch, address, wanted, wanted);
  }

  @Test
  void countsAreAskedForBesideAndToldWhenTheyChange() {
    assertThat(poller.counts(target(1, 2))).isEmpty();
    await().untilAsserted(() -> assertThat(told).containsExactly(ID));
    assertThat(poller.counts(target(1, 2))).contains(SlaveCounts.of(1));

    leaderHas(1, 1, 0, slave(0, true), slave(1, false));
    await().untilAsserted(() -> assertThat(told).hasSize(2));
    assertThat(poller.counts(target(1, 2)))
        .contains(new SlaveCounts(1, 1, 0, List.of("demo-slave-1")));
    assertThat(calls).isEmpty();
  }

  @Test
  void anotherLeaderIsAskedAnew() {
    assertThat(poller.counts(target(1, 1))).isEmpty();
    await().untilAsserted(() -> assertThat(told).hasSize(1));
    assertThat(poller.counts(target(2, 1))).isEmpty();
    await().untilAsserted(() -> assertThat(told).hasSize(2));
    assertThat(poller.counts(target(2, 1))).contains(SlaveCounts.of(1));
  }

  @Test
  void aLeaderThatDoesNotAnswerYetIsAskedAgain() {
    String good = answers.put("/metrics/snapshot", "not json");
    assertThat(poller.counts(target(1, 1))).isEmpty();
    answers.put("/metrics/snapshot", good);
    await().untilAsserted(() -> assertThat(told).hasSize(1));
  }

  @Test
  void whoIsGivenUpIsNamed() {
    leaderHas(2, 0, 3, slave(0, true), slave(1, true));
    assertThat(poller.counts(target(1, 3))).isEmpty();
    await().untilAsserted(() -> assertThat(told).hasSize(1));
    assertThat(losses).as("what was lost before the first look").isEmpty();

    leaderHas(1, 0, 4, slave(0, true));
    await()
        .untilAsserted(
            () -> assertThat(losses).containsExactly("the leader has given up demo-slave-1 (S1)"));
  }

  /** While all is as wanted it is looked at seldom. */
  @Test
  void whatIsWantedAnewIsLookedAtAtOnce() {
    assertThat(poller.counts(target(1, 1))).isEmpty();
    await().untilAsserted(() -> assertThat(told).hasSize(1));
    assertThat(poller.counts(target(1, 1))).contains(SlaveCounts.of(1));

    leaderHas(2, 0, 0, slave(0, true), slave(1, true));
    assertThat(poller.counts(target(1, 2))).contains(SlaveCounts.of(1));
    await().untilAsserted(() -> assertThat(told).hasSize(2));
    assertThat(poller.counts(target(1, 2))).contains(SlaveCounts.of(2));
  }

  @Test
  void whoWasAwayBeforeItIsScaledDownIsRemovedThen() {
    leaderHas(1, 1, 0, slave(0, true), slave(1, false));
    assertThat(poller.counts(target(1, 2))).isEmpty();
    await().untilAsserted(() -> assertThat(told).hasSize(1));

    var unused = poller.counts(target(1, 1));
    await().untilAsserted(() -> assertThat(calls).isNotEmpty());
  }

  @Test
  void whoIsScaledDownIsRemovedOnceItIsAway() {
    leaderHas(2, 0, 0, slave(0, true), slave(1, true));
    assertThat(poller.counts(target(1, 1))).isEmpty();
    await().untilAsserted(() -> assertThat(told).hasSize(1));
    assertThat(calls).as("calls while it is there").isEmpty();

    leaderHas(1, 1, 0, slave(0, true), slave(1, false));
    await().untilAsserted(() -> assertThat(calls).isNotEmpty());
    assertThat(calls.getFirst())
        .isEqualTo(
            "{\"type\":\"MARK_AGENT_GONE\",\"mark_agent_gone\":{\"agent_id\":{\"value\":\"S1\"}}}");
    leaderHas(1, 0, 0, slave(0, true));
    await().untilAsserted(() -> assertThat(told).hasSize(3));
    assertThat(losses).isEmpty();
  }
}
