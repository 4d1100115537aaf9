package dev.mesos.coordination.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Stands between a client and one server, holds answers back and cuts connections. */
public final class CuttingProxy implements AutoCloseable {

  private final ServerSocket listening;
  private final int server;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean holding;

  /** Listens on a free port of 127.0.0.1, in front of {@code 127.0.0.1:port}. */
  public CuttingProxy(String server) {
    this.server = Integer.parseInt(server.substring(server.indexOf(':') + 1));
    try {
      listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Where clients connect to. */
  public String connectString() {
    return "127.0.0.1:" + listening.getLocalPort();
  }

  /** From now on answers of the server are dropped: the connection is of no use any more. */
  public void dropAnswers() {
    holding = true;
  }

  /** Cuts all connections; new ones work. */
  public void cut() {
    for (Socket socket : open) {
      closeQuietly(socket);
    }
    holding = false;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        Socket upstream = new Socket(InetAddress.getByName("127.0.0.1"), server);
        open.add(client);
        open.add(upstream);
        Thread.ofVirtual().start(() -> pump(client, upstream, false));
        Thread.ofVirtual().start(() -> pump(upstream, client, true));
      } catch (IOException e) {
        // Closed, or the server is down: the client tries again.
        continue;
      }
    }
  }

  private void pump(Socket from, Socket to, boolean answers) {
    byte[] buffer = new byte[8192];
    try (from;
        to;
        InputStream in = from.getInputStream();
        OutputStream out = to.getOutputStream()) {
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (!answers || !holding) {
          out.write(buffer, 0, n);
        }
      }
    } catch (IOException e) {
      closeQuietly(from);
    } finally {
      open.remove(from);
      open.remove(to);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    cut();
  }
}
