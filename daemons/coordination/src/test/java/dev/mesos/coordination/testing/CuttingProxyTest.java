package dev.mesos.coordination.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.mesos.coordination.testing.CuttingProxy.Direction;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class CuttingProxyTest {

  private static final int SOON_MS = 150;

  private ServerSocket listening;
  private CuttingProxy proxy;

  @BeforeEach
  void listen() throws IOException {
    listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    proxy = new CuttingProxy("127.0.0.1:" + listening.getLocalPort());
  }

  @AfterEach
  void close() throws IOException {
    proxy.close();
    listening.close();
  }

  private Socket client() throws IOException {
    return new Socket(InetAddress.getByName("127.0.0.1"), proxy.port());
  }

  private static void send(Socket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes());
  }

  private static String receive(Socket socket, int length) throws IOException {
    return new String(socket.getInputStream().readNBytes(length));
  }

  private static void assertSilent(Socket socket) throws IOException {
    socket.setSoTimeout(SOON_MS);
    assertThatThrownBy(() -> socket.getInputStream().read())
        .isInstanceOf(SocketTimeoutException.class);
    socket.setSoTimeout(0);
  }

  private static void assertEnded(Socket socket) {
    try {
      assertThat(socket.getInputStream().read()).isNegative();
    } catch (IOException reset) {
      assertThat(reset).isInstanceOf(SocketException.class);
    }
  }

  @Test
  void whatIsStalledOneWayArrivesInOrderOnceItIsHealed() throws IOException {
    try (Socket client = client();
        Socket server = listening.accept()) {
      proxy.stall(Direction.TO_SERVER);
      send(client, "one ");
      send(client, "two");
      assertSilent(server);
      send(server, "back");
      assertThat(receive(client, 4)).isEqualTo("back");
      proxy.heal();
      assertThat(receive(server, 7)).isEqualTo("one two");
    }
  }

  @Test
  void theEndOfAConnectionIsHeldLikeAllElse() throws IOException {
    try (Socket client = client();
        Socket server = listening.accept()) {
      proxy.stall();
      send(client, "bye");
      client.close();
      assertSilent(server);
      proxy.heal();
      assertThat(new String(server.getInputStream().readAllBytes())).isEqualTo("bye");
    }
  }

  @Test
  void aNewConnectionNeedsBothDirections() throws IOException {
    proxy.stall(Direction.TO_CLIENT);
    listening.setSoTimeout(SOON_MS);
    try (Socket client = client()) {
      send(client, "hello");
      assertThatThrownBy(listening::accept).isInstanceOf(SocketTimeoutException.class);
      listening.setSoTimeout(0);
      proxy.heal();
      try (Socket server = listening.accept()) {
        assertThat(receive(server, 5)).isEqualTo("hello");
      }
    }
  }

  @Test
  void whatIsDelayedArrivesLaterAndNotSlower() throws IOException {
    try (Socket client = client();
        Socket server = listening.accept()) {
      proxy.delay(Direction.TO_CLIENT, Duration.ofMillis(100));
      long start = System.nanoTime();
      for (int i = 0; i < 50; i++) {
        send(server, "x");
        server.getOutputStream().flush();
      }
      receive(client, 50);
      assertThat(System.nanoTime() - start)
          .isBetween(Duration.ofMillis(100).toNanos(), Duration.ofSeconds(5).toNanos() - 1);
    }
  }

  @Test
  void refusingResetsAllThatThereIsAndAllThatComes() throws IOException {
    try (Socket client = client();
        Socket server = listening.accept()) {
      proxy.refuse();
      assertEnded(client);
      assertEnded(server);
      try (Socket another = client()) {
        assertEnded(another);
      }
      proxy.heal();
      try (Socket another = client();
          Socket accepted = listening.accept()) {
        send(another, "again");
        assertThat(receive(accepted, 5)).isEqualTo("again");
      }
    }
  }

  @Test
  void aConnectionMayWaitForItsServer() throws IOException {
    int port = listening.getLocalPort();
    listening.close();
    try (CuttingProxy patient = new CuttingProxy(port, Duration.ofSeconds(20), Pipe.Opening.NONE);
        Socket client = new Socket(InetAddress.getByName("127.0.0.1"), patient.port());
        Socket impatient = client()) {
      assertEnded(impatient);
      send(client, "early");
      listening = new ServerSocket(port, 50, InetAddress.getByName("127.0.0.1"));
      try (Socket server = listening.accept()) {
        assertThat(receive(server, 5)).isEqualTo("early");
      }
    }
  }

  @Test
  void whereAMemberListensIsLeftOutOfItsFirstWords() throws IOException {
    ByteArrayOutputStream words = new ByteArrayOutputStream();
    DataOutputStream data = new DataOutputStream(words);
    byte[] address = "127.0.0.1:3888".getBytes();
    data.writeLong(-65536);
    data.writeLong(2);
    data.writeInt(address.length);
    data.write(address);
    data.writeLong(77);
    try (CuttingProxy election =
            new CuttingProxy(
                listening.getLocalPort(), Duration.ZERO, ServerNetwork::withoutAddress);
        Socket client = new Socket(InetAddress.getByName("127.0.0.1"), election.port());
        Socket server = listening.accept()) {
      client.getOutputStream().write(words.toByteArray());
      ByteBuffer received = ByteBuffer.wrap(server.getInputStream().readNBytes(16));
      assertThat(received.getLong()).isEqualTo(2);
      assertThat(received.getLong()).isEqualTo(77);
    }
  }
}
