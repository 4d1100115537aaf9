package dev.mesos.zookeeper;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/**
 * Asks a ZooKeeper server about itself with its four-letter words. Safe for use by many threads.
 */
final class FourLetterWords {
  private final InetSocketAddress server;
  private final Duration timeout;

  FourLetterWords(InetSocketAddress server, Duration timeout) {
    this.server = server;
    this.timeout = timeout;
  }

  /**
   * Sends a word and returns the whole answer.
   *
   * @throws IOException if nobody listens, or no answer came in time
   */
  String ask(String word) throws IOException {
    int millis = (int) timeout.toMillis();
    try (Socket socket = new Socket()) {
      socket.connect(server, millis);
      socket.setSoTimeout(millis);
      socket.getOutputStream().write(word.getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
