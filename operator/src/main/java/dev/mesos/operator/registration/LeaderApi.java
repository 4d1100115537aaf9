package dev.mesos.operator.registration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;

/** Asks a leading master over HTTP. Nothing blocks; whatever is not answered as it should fails. */
final class LeaderApi implements AutoCloseable {
  private static final Duration TIMEOUT = Duration.ofSeconds(3);
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(TIMEOUT)
          .executor(Executors.newVirtualThreadPerTaskExecutor())
          .build();

  /** Its counters. */
  CompletableFuture<Counters> counters(String address) {
    return send(request(address, "/metrics/snapshot")).thenApply(LeaderApi::counters);
  }

  private static Counters counters(JsonNode metrics) {
    return new Counters(
        metrics.path("master/slaves_connected").asInt(),
        metrics.path("master/slaves_disconnected").asInt(),
        metrics.path("master/slaves_recovered").asInt(),
        metrics.path("master/slaves_unreachable").asInt());
  }

  /** Its slaves: those that are registered, and those that it expects back. */
  CompletableFuture<List<KnownSlave>> slaves(String address) {
    return send(request(address, "/slaves")).thenApply(LeaderApi::slaves);
  }

  private static List<KnownSlave> slaves(JsonNode answer) {
    List<KnownSlave> slaves = new ArrayList<>();
    for (JsonNode slave : answer.path("slaves")) {
      slaves.add(
          new KnownSlave(
              slave.path("id").asText(),
              slave.path("hostname").asText(),
              slave.path("connected").asBoolean(slave.path("active").asBoolean())));
    }
    for (JsonNode slave : answer.path("recovered_slaves")) {
      slaves.add(
          new KnownSlave(
              slave.path("id").path("value").asText(), slave.path("hostname").asText(), false));
    }
    return slaves;
  }

  /** Has it write down that a slave never comes back. */
  CompletableFuture<Void> markGone(String address, String id) {
    var call = JSON.createObjectNode().put("type", "MARK_AGENT_GONE");
    call.putObject("mark_agent_gone").putObject("agent_id").put("value", id);
    HttpRequest request =
        builder(address, "/api/v1")
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(call.toString()))
            .build();
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenAccept(LeaderApi::check);
  }

  private CompletableFuture<JsonNode> send(HttpRequest request) {
    return http.sendAsync(request, HttpResponse.BodyHandlers.ofString())
        .thenApply(response -> {
          check(response);
          try {
            return JSON.readTree(response.body());
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
  }

  private static void check(HttpResponse<String> response) {
    if (response.statusCode() != 200) {
      throw new IllegalStateException(
          response.uri() + " answered " + response.statusCode() + ": " + response.body());
    }
  }

  private static HttpRequest request(String address, String path) {
    return builder(address, path).build();
  }

  private static HttpRequest.Builder builder(String address, String path) {
    return HttpRequest.newBuilder(URI.create("http://" + address + path)).timeout(TIMEOUT);
  }

  @Override
  public void close() {
    http.shutdownNow();
  }
}
