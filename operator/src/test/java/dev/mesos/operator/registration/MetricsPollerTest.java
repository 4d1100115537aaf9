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
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MetricsPollerTest {
  private static final ClusterId ID = new ClusterId("ns", "demo", "uid");
  private final MetricsPoller poller = new MetricsPoller();
  private final List<ClusterId> told = new CopyOnWriteArrayList<>();
  private volatile String body = "{\"master/slaves_active\":1.0,\"master/slaves_inactive\":0.0}";
  private HttpServer leader;
  private String address;

  @BeforeEach
  void start() throws IOException {
    leader = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    leader.createContext(
        "/metrics/snapshot",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    leader.start();
    address = "127.0.0.1:" + leader.getAddress().getPort();
    poller.onChange(told::add);
  }

  @AfterEach
  void stop() {
    poller.close();
    leader.stop(0);
  }

  @Test
  void countsAreAskedForBesideAndToldWhenTheyChange() {
    assertThat(poller.counts(ID, 1, address, 2)).isEmpty();
    await().untilAsserted(() -> assertThat(told).containsExactly(ID));
    assertThat(poller.counts(ID, 1, address, 2)).contains(new SlaveCounts(1, 0));

    body = "{\"master/slaves_active\":2.0,\"master/slaves_inactive\":1.0}";
    await().untilAsserted(() -> assertThat(told).hasSize(2));
    assertThat(poller.counts(ID, 1, address, 2)).contains(new SlaveCounts(2, 1));
  }

  @Test
  void anotherLeaderIsAskedAnew() {
    assertThat(poller.counts(ID, 1, address, 1)).isEmpty();
    await().untilAsserted(() -> assertThat(told).hasSize(1));
    assertThat(poller.counts(ID, 2, address, 1)).isEmpty();
    await().untilAsserted(() -> assertThat(told).hasSize(2));
    assertThat(poller.counts(ID, 2, address, 1)).isEqualTo(Optional.of(new SlaveCounts(1, 0)));
  }

  @Test
  void aLeaderThatDoesNotAnswerYetIsAskedAgain() throws IOException {
    String body = this.body;
    this.body = "not json";
    assertThat(poller.counts(ID, 1, address, 1)).isEmpty();
    this.body = body;
    await().untilAsserted(() -> assertThat(told).hasSize(1));
  }
}
