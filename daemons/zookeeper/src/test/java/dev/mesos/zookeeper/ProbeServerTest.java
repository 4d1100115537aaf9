package dev.mesos.zookeeper;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.Test;

class ProbeServerTest {
  private final Health health =
      new Health(word -> word.equals("ruok") ? "imok" : "not currently serving requests\n");

  @Test
  void statusTellsLifeAndReadinessApart() throws Exception {
    var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    try (var server = ProbeServer.start(address, health);
        var client = HttpClient.newHttpClient()) {
      assertThat(get(client, server, "/live"))
          .returns(200, HttpResponse::statusCode)
          .returns("imok\n", HttpResponse::body);
      assertThat(get(client, server, "/ready"))
          .returns(503, HttpResponse::statusCode)
          .returns("not in a quorum: a majority of the members has to run\n", HttpResponse::body);
      assertThat(get(client, server, "/readyz")).returns(404, HttpResponse::statusCode);
    }
  }

  private static HttpResponse<String> get(HttpClient client, ProbeServer server, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
