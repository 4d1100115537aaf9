package dev.mesos.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.google.protobuf.ByteString;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The receiving and the sending side over real sockets. */
class LibprocessTest {

  private static final Upid SENDER = Upid.parse("slave(1)@127.0.0.1:5051");

  private final Vertx vertx = Vertx.vertx();
  private final List<LibprocessMessage> received = new CopyOnWriteArrayList<>();
  private final LibprocessClient client =
      new LibprocessClient(vertx, "127.0.0.1", Duration.ofSeconds(5), 1 << 20);
  private HttpServer server;

  @BeforeEach
  void listen() {
    server = serve(0, false);
  }

  @AfterEach
  void end() {
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aMessageArrivesWhole() {
    LibprocessMessage sent = message("a", "body").withEpoch(7);

    assertThat(client.send(address(), sent)).isTrue();

    await().untilAsserted(() -> assertThat(received).containsExactly(sent));
  }

  @Test
  void messagesArriveInOrderOverOneConnection() {
    AtomicInteger connections = new AtomicInteger();
    server.close().toCompletionStage().toCompletableFuture().join();
    server =
        vertx
            .createHttpServer()
            .connectionHandler(c -> connections.incrementAndGet())
            .requestHandler(router(false));
    server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    List<LibprocessMessage> sent =
        IntStream.range(0, 500)
            .mapToObj(i -> message("m" + i, i % 3 == 0 ? "" : "x".repeat(i)))
            .toList();

    sent.forEach(m -> client.send(address(), m));

    await().untilAsserted(() -> assertThat(received).isEqualTo(sent));
    assertThat(connections).hasValue(1);
  }

  @Test
  void aLargeMessageArrives() {
    LibprocessMessage sent = message("large", "x".repeat(5_000_000));

    client.send(address(), sent);

    await().untilAsserted(() -> assertThat(received).containsExactly(sent));
  }

  @Test
  void answersAsMesosDoes() throws IOException {
    assertThat(raw("POST /master/m HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:1\r\nHost: \r\n\r\n"))
        .startsWith("HTTP/1.1 202 Accepted\r\n");
    assertThat(raw("POST /nobody/m HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:1\r\nHost: \r\n\r\n"))
        .startsWith("HTTP/1.1 404 Not Found\r\n");
    assertThat(
            raw("POST /master/early HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:1\r\nHost: \r\n\r\n"))
        .startsWith("HTTP/1.1 503 Service Unavailable\r\n");
    assertThat(raw("POST /master HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:1\r\nHost: \r\n\r\n"))
        .startsWith("HTTP/1.1 500 ");
    assertThat(raw("GET /master/m HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:1\r\nHost: h\r\n\r\n"))
        .contains("ordinary");
  }

  @Test
  void jsonIsWrappedOnRequest() throws IOException {
    assertThat(get("/json"))
        .contains("content-type: application/json\r\n")
        .endsWith("\r\n\r\n{\"a\":1}");
    assertThat(get("/json?jsonp=a.b_0"))
        .contains("content-type: text/javascript\r\n")
        .endsWith("\r\n\r\na.b_0({\"a\":1})");
    assertThat(get("/json?jsonp=alert(1)")).startsWith("HTTP/1.1 400 ");
    assertThat(get("/nothing")).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n404 Not Found.");
  }

  @Test
  void anInboxThatFailsIsNotTheEndOfTheConnection() throws IOException {
    String fails = "POST /fails/m HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:1\r\nHost: \r\n\r\n";

    assertThat(raw(fails)).startsWith("HTTP/1.1 500 ");
  }

  @Test
  void theSendersAddressIsCheckedOnRequest() throws IOException {
    server = serve(0, true);

    assertThat(raw("POST /master/m HTTP/1.1\r\nLibprocess-From: a@127.0.0.9:1\r\nHost: \r\n\r\n"))
        .startsWith("HTTP/1.1 400 ");
    assertThat(raw("POST /master/m HTTP/1.1\r\nLibprocess-From: a@127.0.0.1:1\r\nHost: \r\n\r\n"))
        .startsWith("HTTP/1.1 202 ");
  }

  @Test
  void aLinkTellsOfARefusedConnection() throws Exception {
    PeerAddress nobody = new PeerAddress("127.0.0.1", freePort());
    CountDownLatch exited = new CountDownLatch(2);

    client.link(nobody, exited::countDown);
    client.link(nobody, exited::countDown);

    assertThat(exited.await(10, TimeUnit.SECONDS)).isTrue();
    assertThat(client.peers()).isZero();
  }

  @Test
  void aLinkTellsOfTheEndOnceAndTheNextMessageConnectsAnew() throws Exception {
    AtomicInteger exited = new AtomicInteger();
    client.link(address(), exited::incrementAndGet);
    client.send(address(), message("first", ""));
    await().until(() -> received.size() == 1);
    int port = server.actualPort();

    server.close().toCompletionStage().toCompletableFuture().join();
    await().until(() -> exited.get() == 1);
    server = serve(port, false);
    client.send(address(), message("second", ""));

    await().until(() -> received.size() == 2);
    assertThat(exited).hasValue(1);
  }

  @Test
  void aLinkTellsWhenAllThatWasSentIsAnswered() {
    List<Boolean> taken = new CopyOnWriteArrayList<>();
    client.link(address(), () -> {}, taken::add);

    client.send(address(), message("m", ""));
    await().untilAsserted(() -> assertThat(taken).containsExactly(true));
    client.send(address(), message("early", ""));
    client.send(address(), message("m", "x".repeat(100_000)));
    // answered together, or one by one
    await().untilAsserted(() -> assertThat(taken).element(1).isEqualTo(false));
    await().until(() -> received.size() == 3);
    client.send(address(), message("m", ""));
    await().untilAsserted(() -> assertThat(taken).last().isEqualTo(true));
  }

  /** As a master of Apache Mesos does, which then drops it if it recovers or does not lead. */
  @Test
  void aLinkTellsNothingOfWhatOnlyArrived() {
    AtomicInteger arrived = new AtomicInteger();
    server.close().toCompletionStage().toCompletableFuture().join();
    server =
        vertx
            .createHttpServer()
            .requestHandler(request -> {
              boolean refused = request.path().endsWith("/refused");
              request.response().setStatusCode(refused ? 404 : 202).end();
              arrived.incrementAndGet();
            });
    server.listen(0, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
    List<Boolean> taken = new CopyOnWriteArrayList<>();
    client.link(address(), () -> {}, taken::add);

    client.send(address(), message("m", ""));
    await().until(() -> arrived.get() == 1);
    client.send(address(), message("refused", ""));

    await().untilAsserted(() -> assertThat(taken).containsExactly(false));
  }

  @Test
  void disconnectingTellsNobodyAndSendsTheLastWords() {
    AtomicInteger exited = new AtomicInteger();
    client.link(address(), exited::incrementAndGet);
    client.send(address(), message("last", "words"));

    client.disconnect(address());

    await().until(() -> received.size() == 1);
    assertThat(client.peers()).isZero();
    assertThat(exited).hasValue(0);
  }

  @Test
  void aPeerThatDoesNotReadCostsBoundedMemory() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      PeerAddress address = new PeerAddress("127.0.0.1", silent.getLocalPort());
      LibprocessMessage message = message("m", "x".repeat(100_000));

      await().until(() -> !client.send(address, message));

      assertThat(client.dropped()).isPositive();
    }
  }

  private HttpServer serve(int port, boolean requireMatch) {
    HttpServer made = vertx.createHttpServer().requestHandler(router(requireMatch));
    return made.listen(port, "127.0.0.1").toCompletionStage().toCompletableFuture().join();
  }

  private Router router(boolean requireMatch) {
    Router router = Router.router(vertx);
    router.route().order(-1).handler(new LibprocessRoute(this::deliver, requireMatch));
    router
        .route("/json")
        .handler(context -> MesosHttp.json(context, MesosJson.object().put("a", 1)));
    router.route("/nothing").handler(MesosHttp::notFound);
    router.route().handler(context -> context.end("ordinary"));
    return router;
  }

  private Delivery deliver(LibprocessMessage message) {
    if (message.to().equals("fails")) {
      throw new IllegalStateException("as the test wants it");
    }
    if (!message.to().equals("master")) {
      return Delivery.NO_PROCESS;
    }
    received.add(message);
    return message.name().equals("early") ? Delivery.NOT_NOW : Delivery.TAKEN;
  }

  private PeerAddress address() {
    return new PeerAddress("127.0.0.1", server.actualPort());
  }

  private static LibprocessMessage message(String name, String body) {
    return new LibprocessMessage(
        SENDER, "master", name, ByteString.copyFromUtf8(body), OptionalLong.empty());
  }

  private String raw(String request) throws IOException {
    try (Socket socket = new Socket("127.0.0.1", server.actualPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              request
                  .replace("\r\n\r\n", "\r\nConnection: close\r\n\r\n")
                  .getBytes(StandardCharsets.UTF_8));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private String get(String path) throws IOException {
    return raw("GET " + path + " HTTP/1.1\r\nHost: h\r\n\r\n")
        .replace("Content-Type", "content-type");
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0)) {
      return free.getLocalPort();
    }
  }
}
