package dev.mesos.zookeeper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** One member as a process of its own, as the image starts it. */
final class Member implements AutoCloseable {
  private final String address;
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();

  private Member(String address, Process process) {
    this.address = address;
    this.process = process;
  }

  static Member start(
      Path folder, String address, List<String> jvmFlags, Map<String, String> environment)
      throws IOException {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    ProcessBuilder builder = new ProcessBuilder(java, "-XX:+UseSerialGC", "-Xmx128m");
    builder.command().addAll(jvmFlags);
    builder.command().addAll(List.of("-cp", System.getProperty("java.class.path")));
    builder.command().add(ZooKeeperLauncher.class.getName());
    builder.environment().putAll(environment);
    builder.environment().put("BIND_ADDRESS", address);
    builder.redirectErrorStream(true).redirectOutput(folder.resolve("log").toFile());
    return new Member(address, builder.start());
  }

  /** Status and first line of a probe's answer; "refused" while nobody listens. */
  String probe(String path) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://" + address + ":8080" + path))
            .timeout(Duration.ofSeconds(3))
            .build();
    try {
      HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
      return response.statusCode() + " " + response.body().strip();
    } catch (IOException e) {
      return "refused";
    } catch (InterruptedException e) {
      throw new IllegalStateException("interrupted while probing", e);
    }
  }

  String ask(String word) throws IOException {
    var client = new InetSocketAddress(address, Settings.CLIENT_PORT);
    return new FourLetterWords(client, Duration.ofSeconds(3)).ask(word);
  }

  String connectString() {
    return address + ":" + Settings.CLIENT_PORT;
  }

  Process process() {
    return process;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    process.onExit().join();
    http.close();
  }
}
