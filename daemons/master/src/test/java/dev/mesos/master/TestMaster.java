package dev.mesos.master;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.testing.FreePorts;
import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.FlagOutcome;
import dev.mesos.master.core.MasterRules;
import dev.mesos.master.http.MasterRoutes;
import dev.mesos.master.runtime.Elections;
import dev.mesos.master.runtime.MasterRuntime;
import dev.mesos.master.runtime.ZooKeeperElections;
import dev.mesos.protocol.LibprocessClient;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/** A whole master in this JVM, without Quarkus, on a free port of 127.0.0.1. */
final class TestMaster implements AutoCloseable {

  private static final HttpClient HTTP =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  private final MasterConfig config;
  private final MasterRuntime runtime;
  private final HttpServer server;
  private final CompletableFuture<Integer> exit = new CompletableFuture<>();

  private TestMaster(Vertx vertx, MasterConfig config, Elections elections, MasterRules rules) {
    this.config = config;
    this.runtime =
        new MasterRuntime(
            rules,
            config.self(),
            elections,
            MasterWiring.registry(config),
            new LibprocessClient(vertx, "127.0.0.1", Duration.ofSeconds(5), 1 << 20),
            vertx,
            InstantSource.system(),
            exit::complete);
    Router router = Router.router(vertx);
    new MasterRoutes(
            runtime, config, BuildInfo.load(Main.class), Instant.now(), InstantSource.system())
        .mount(router);
    this.server =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(config.listenPort(), config.listenAddress())
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    runtime.start();
  }

  static TestMaster start(
      Vertx vertx, Function<MasterConfig, Elections> elections, String... flags) {
    MasterConfig config = config(flags);
    return new TestMaster(vertx, config, elections.apply(config), config.rules());
  }

  /** A master with rules that no flag would allow. */
  static TestMaster start(Vertx vertx, Elections elections, MasterRules rules) {
    return new TestMaster(vertx, config(), elections, rules);
  }

  /** A master that contends at {@code --zk}. */
  static TestMaster contending(Vertx vertx, Duration sessionTimeout, String... flags) {
    return start(
        vertx,
        config ->
            new ZooKeeperElections(
                config.zooKeeper().orElseThrow(),
                SessionSettings.DEFAULT
                    .withTimeout(sessionTimeout)
                    .withTickTime(Duration.ofMillis(200)),
                config.self()),
        flags);
  }

  static MasterConfig config(String... flags) {
    List<String> arguments = new ArrayList<>(List.of("--ip=127.0.0.1", "--hostname=localhost"));
    arguments.addAll(List.of(flags));
    if (arguments.stream().noneMatch(flag -> flag.startsWith("--port="))) {
      arguments.add("--port=" + freePort());
    }
    return switch (MasterFlags.loader().load(arguments, Map.of())) {
      case FlagOutcome.Run run -> MasterConfig.of(run.values(), BuildInfo.load(Main.class));
      case FlagOutcome other -> throw new AssertionError(other);
    };
  }

  static int freePort() {
    return FreePorts.findOne();
  }

  MasterInfo info() {
    return config.self();
  }

  int port() {
    return config.listenPort();
  }

  MasterRuntime runtime() {
    return runtime;
  }

  /** The exit code, once the master wants to end. */
  CompletableFuture<Integer> exit() {
    return exit;
  }

  boolean leads() {
    return get("/metrics/snapshot").json().path("master/elected").asDouble() == 1;
  }

  Answer get(String pathAndQuery) {
    return get(port(), pathAndQuery);
  }

  static Answer get(int port, String pathAndQuery) {
    URI uri = URI.create("http://127.0.0.1:" + port + pathAndQuery);
    HttpRequest request = HttpRequest.newBuilder(uri).version(HttpClient.Version.HTTP_1_1).build();
    try {
      return new Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Posts to the operator API. */
  static Answer call(int port, String path, String type, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
            .version(HttpClient.Version.HTTP_1_1)
            .header("Content-Type", type)
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    try {
      return new Answer(HTTP.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** What an endpoint answered. */
  record Answer(HttpResponse<String> response) {
    int status() {
      return response.statusCode();
    }

    String header(String name) {
      return response.headers().firstValue(name).orElse("");
    }

    String body() {
      return response.body();
    }

    JsonNode json() {
      try {
        return new ObjectMapper().readTree(response.body());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /** As if the process ended now: no resignation unless there was one before. */
  @Override
  public void close() {
    runtime.close();
    server.close().toCompletionStage().toCompletableFuture().join();
  }
}
