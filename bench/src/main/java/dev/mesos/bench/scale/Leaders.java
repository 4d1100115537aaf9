package dev.mesos.bench.scale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.mesos.bench.process.Program;
import dev.mesos.bench.process.Starter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Masters as processes, by their names in the election, {@code 127.0.0.1:PORT}. */
final class Leaders implements AutoCloseable {

  private static final Duration TIMEOUT = Duration.ofSeconds(30);
  private static final Pattern RECOVERED = Pattern.compile("registry=recovered .*took_ms=(\\d+)");

  private final Starter starter;
  private final Path folder;
  private final HttpClient http = HttpClient.newHttpClient();
  private final Map<String, Program> masters = new HashMap<>();

  Leaders(Starter starter, Path folder) {
    this.starter = starter;
    this.folder = folder;
  }

  void start(String id) {
    masters.put(id, starter.start(id, log(id), line -> {}));
  }

  private Path log(String id) {
    return folder.resolve("master-" + id.substring(id.indexOf(':') + 1) + ".log");
  }

  Program program(String id) {
    Program program = masters.get(id);
    if (program == null) {
      throw new IllegalArgumentException("no master was started as " + id);
    }
    return program;
  }

  /** What a master counts. */
  JsonNode metrics(String id) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + id + "/metrics/snapshot"))
            .timeout(TIMEOUT)
            .build();
    return new ObjectMapper()
        .readTree(http.send(request, HttpResponse.BodyHandlers.ofString()).body());
  }

  /** How long reading the registry took it, in milliseconds, if it says so. */
  OptionalLong recoveryMs(String id) throws IOException {
    Matcher matcher = RECOVERED.matcher(Files.readString(log(id)));
    return matcher.find()
        ? OptionalLong.of(Long.parseLong(matcher.group(1)))
        : OptionalLong.empty();
  }

  @Override
  public void close() {
    masters.values().forEach(Program::close);
    http.close();
  }
}
