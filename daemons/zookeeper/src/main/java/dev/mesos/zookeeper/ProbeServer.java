package dev.mesos.zookeeper;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves {@code /live} and {@code /ready}: 200 or 503 with one line of text.
 *
 * <p>ZooKeeper's own admin server is of no use here: its {@code /commands/ruok} and {@code srvr}
 * answer 200 while the server has no quorum.
 */
final class ProbeServer implements AutoCloseable {
  private final HttpServer http;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

  private ProbeServer(HttpServer http) {
    this.http = http;
  }

  /** Starts to listen; port 0 takes a free one. */
  static ProbeServer start(InetSocketAddress address, Health health) throws IOException {
    ProbeServer server = new ProbeServer(HttpServer.create(address, 0));
    server.http.setExecutor(server.threads);
    server.serve("/live", health::live);
    server.serve("/ready", health::ready);
    server.http.start();
    return server;
  }

  int port() {
    return http.getAddress().getPort();
  }

  @Override
  public void close() {
    http.stop(0);
    threads.close();
  }

  private void serve(String path, Supplier<Health.Answer> probe) {
    http.createContext(
        path,
        exchange -> {
          try (exchange) {
            if (exchange.getRequestURI().getPath().equals(path)) {
              Health.Answer answer = probe.get();
              send(exchange, answer.ok() ? 200 : 503, answer.text());
            } else {
              send(exchange, 404, "not found: /live and /ready are served");
            }
          }
        });
  }

  private static void send(HttpExchange exchange, int status, String text) throws IOException {
    byte[] body = (text + "\n").getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "text/plain; charset=utf-8");
    exchange.sendResponseHeaders(status, body.length);
    exchange.getResponseBody().write(body);
  }
}
