package dev.mesos.coordination;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mesos.coordination.testing.BeliefRecorder;
import dev.mesos.coordination.testing.Reference;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;

/** A master of Apache Mesos itself, which says by its own metric whether it is the elected one. */
final class MesosBeliever implements BeliefRecorder.Believer, AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Reference.Program master;
  private final HttpRequest metrics;
  private final HttpClient client = HttpClient.newHttpClient();
  private final ObjectMapper mapper = new ObjectMapper();

  MesosBeliever(String servers, int port, Duration sessionTimeout) throws IOException {
    Path log = Files.createDirectories(Path.of("target")).resolve("mesos-master-" + port + ".log");
    master =
        Reference.start(
            log,
            Map.of("MESOS_SESSION_SECONDS", "" + sessionTimeout.toSeconds()),
            "master",
            "zk://" + servers + "/mesos",
            "" + port,
            "0");
    metrics =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/metrics/snapshot"))
            .timeout(PATIENCE)
            .build();
  }

  /** Whether it says so; a master that is gone, or does not answer, does not. */
  @Override
  public boolean leads() {
    try {
      return mapper
              .readTree(client.send(metrics, BodyHandlers.ofString()).body())
              .path("master/elected")
              .asDouble()
          == 1;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  @Override
  public OptionalLong epoch() {
    return OptionalLong.empty();
  }

  @Override
  public void close() {
    client.close();
    master.close();
  }
}
