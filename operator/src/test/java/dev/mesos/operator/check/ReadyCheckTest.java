package dev.mesos.operator.check;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

class ReadyCheckTest {

  @Test
  void onlyStatus200IsReady() throws Exception {
    HttpServer server = server();
    String address = "http://127.0.0.1:" + server.getAddress().getPort();
    try {
      assertThat(ReadyCheck.ask(URI.create(address + "/200"))).isTrue();
      assertThat(ReadyCheck.ask(URI.create(address + "/503"))).isFalse();
    } finally {
      server.stop(0);
    }
    assertThat(ReadyCheck.ask(URI.create(address + "/200"))).as("nobody listens").isFalse();
  }

  private static HttpServer server() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          int status = Integer.parseInt(exchange.getRequestURI().getPath().substring(1));
          exchange.sendResponseHeaders(status, -1);
          exchange.close();
        });
    server.start();
    return server;
  }
}
