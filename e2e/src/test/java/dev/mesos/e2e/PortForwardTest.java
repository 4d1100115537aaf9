package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mesos.local.api.ApiServer;
import dev.mesos.local.api.PodAccess;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The embedded cluster's port forwarding, over the websocket that the scenarios use. */
class PortForwardTest {
  private static final int CONNECTIONS = 100;
  private static final byte[] ANSWER = "x".repeat(20_000).getBytes(StandardCharsets.UTF_8);

  private final HttpServer process;
  private final ApiServer server = ApiServer.start(0);
  private final KubernetesClient client =
      Clients.of(
          new ConfigBuilder(Config.empty())
              .withMasterUrl(server.uri().toString())
              .withNamespace("default")
              .build());

  PortForwardTest() throws IOException {
    process = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
  }

  @BeforeEach
  void runPod() {
    process.createContext(
        "/",
        exchange -> {
          exchange.sendResponseHeaders(200, ANSWER.length);
          exchange.getResponseBody().write(ANSWER);
          exchange.close();
        });
    process.start();
    server.attach(new OnePod(process.getAddress()));
    Pod pod =
        client
            .resource(
                new PodBuilder()
                    .withNewMetadata()
                    .withName("p")
                    .endMetadata()
                    .withNewSpec()
                    .addNewContainer()
                    .withName("c")
                    .withImage("i")
                    .endContainer()
                    .endSpec()
                    .build())
            .create();
    pod.getStatus().setPhase("Running");
    client.resource(pod).updateStatus();
  }

  @AfterEach
  void stop() {
    client.close();
    server.close();
    process.stop(0);
  }

  @Test
  void everyConnectionReachesThePod() throws Exception {
    for (int i = 0; i < CONNECTIONS; i++) {
      try (LocalPortForward forward = client.pods().withName("p").portForward(5050);
          HttpClient http = HttpClient.newHttpClient()) {
        URI uri = URI.create("http://127.0.0.1:" + forward.getLocalPort() + "/");
        HttpResponse<byte[]> answer =
            http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofByteArray());
        assertThat(answer.body()).as("answer %d", i).isEqualTo(ANSWER);
      }
    }
  }

  /** A kubelet whose only pod is a process of this machine. */
  private record OnePod(InetSocketAddress at) implements PodAccess {
    @Override
    public InputStream logs(String namespace, String pod, LogOptions options) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Process exec(
        String namespace, String pod, @Nullable String container, List<String> command) {
      throw new UnsupportedOperationException();
    }

    @Override
    public InetSocketAddress address(String namespace, String pod, int port) {
      return at;
    }
  }
}
