package dev.mesos.slave;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.FreePorts;
import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.FlagOutcome;
import dev.mesos.slave.core.SlaveStatus;
import dev.mesos.slave.core.SlaveStatus.Mode;
import dev.mesos.slave.http.SlaveRoutes;
import dev.mesos.slave.runtime.SlaveRuntime;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;

/** A slave with all its parts but Quarkus, on this machine. */
final class TestSlave implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  final BlockingQueue<Integer> exits = new LinkedBlockingQueue<>();

  /** What was posted to it: the sender and the name of each message. */
  final List<String> posted = new CopyOnWriteArrayList<>();

  final int port;
  private final Vertx vertx = Vertx.vertx();
  private final SlaveRuntime runtime;

  /** Starts one with its work directory and further flags. */
  TestSlave(String master, Path workDir, String... flags) {
    this(LOOPBACK, freePort(), master, workDir, flags);
  }

  /** The same at an address of 127.0.0.0/8 that others may have been told already. */
  TestSlave(String ip, int port, String master, Path workDir, String... flags) {
    this.port = port;
    List<String> arguments =
        new ArrayList<>(
            List.of("--master=" + master, "--work_dir=" + workDir, "--ip=" + ip, "--port=" + port));
    arguments.addAll(List.of("--hostname=slave-0", "--registration_backoff_factor=50ms"));
    arguments.addAll(List.of(flags));
    FlagOutcome.Run run = (FlagOutcome.Run) SlaveFlags.loader().load(arguments, Map.of());
    SlaveConfig config = SlaveConfig.of(run.values());
    BuildInfo build = BuildInfo.load(SlaveFlags.class);
    this.runtime = SlaveWiring.create(config, vertx, build, exits::add);
    Router router = Router.router(vertx);
    new SlaveRoutes(runtime, config, build, Instant.now(), InstantSource.system()).mount(router);
    vertx
        .createHttpServer()
        .requestHandler(request -> {
          note(request);
          router.handle(request);
        })
        .listen(port, ip)
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    runtime.start();
  }

  private void note(HttpServerRequest request) {
    String from = request.getHeader("Libprocess-From");
    if (from != null) {
      posted.add(from + " " + request.path().substring(request.path().lastIndexOf('.') + 1));
    }
  }

  /** How many messages whose names begin so it got from whoever is at that address. */
  long posted(String address, String name) {
    return posted.stream().filter(each -> each.contains("@" + address + " " + name)).count();
  }

  static String url(Ensemble ensemble) {
    return "zk://" + ensemble.connectString() + "/mesos";
  }

  SlaveStatus status() {
    return runtime.status();
  }

  boolean registered() {
    return status().mode() == Mode.REGISTERED;
  }

  SlaveRuntime runtime() {
    return runtime;
  }

  HttpResponse<String> get(String path) {
    return get(port, path);
  }

  static HttpResponse<String> get(int port, String path) {
    URI uri = URI.create("http://127.0.0.1:" + port + path);
    return send(HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(10)).build());
  }

  static HttpResponse<String> send(HttpRequest request) {
    try {
      return HTTP.send(request, HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  JsonNode json(String path) {
    return json(port, path);
  }

  static JsonNode json(int port, String path) {
    try {
      return new ObjectMapper().readTree(get(port, path).body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static int freePort() {
    return FreePorts.findOne();
  }

  @Override
  public void close() {
    runtime.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
