package dev.mesos.coordination.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/**
 * Stands between clients and one server of 127.0.0.1, and does to their connections what networks
 * do. Each direction has faults of its own.
 *
 * <ul>
 *   <li>{@link #stall} is what a partition is to TCP: both ends keep their connection, and what
 *       they send, or that they have closed it, arrives once the network is mended. As a handshake
 *       needs both directions, no new connection reaches the server while one of them is stalled.
 *   <li>{@link #delay} is a slow network: everything arrives in order, and later.
 *   <li>{@link #cut} resets the connections that there are, {@link #refuse} also those to come.
 *   <li>{@link #dropAnswers} loses bytes, so the connections that there are become useless.
 * </ul>
 *
 * <p>{@link #heal} ends it all at once. Thread-safe.
 */
public final class CuttingProxy implements AutoCloseable {

  /** A way through the proxy. */
  public enum Direction {
    TO_SERVER,
    TO_CLIENT
  }

  private static final Duration RETRY = Duration.ofMillis(10);

  private final ServerSocket listening;
  private final int server;
  private final Duration patience;
  private final Pipe.Opening opening;
  private final Gate toServer = new Gate();
  private final Gate toClient = new Gate();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private volatile boolean refusing;

  /** Listens on a free port of 127.0.0.1, in front of {@code 127.0.0.1:port}. */
  public CuttingProxy(String server) {
    this(
        Integer.parseInt(server.substring(server.indexOf(':') + 1)),
        Duration.ZERO,
        Pipe.Opening.NONE);
  }

  /**
   * The same between servers.
   *
   * @param patience for how long a connection may wait until the server listens. Clients that could
   *     not connect try again at once; one that has connected and is cut off begins from scratch
   * @param opening puts the beginning of what clients say in other words
   */
  CuttingProxy(int server, Duration patience, Pipe.Opening opening) {
    this.server = server;
    this.patience = patience;
    this.opening = opening;
    try {
      listening = new ServerSocket(0, 50, InetAddress.getByName("127.0.0.1"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Thread.ofVirtual().start(this::accept);
  }

  /** Where clients connect to. */
  public String connectString() {
    return "127.0.0.1:" + port();
  }

  /** How many connections go through it, whether or not anything gets through. */
  public int connections() {
    return open.size() / 2;
  }

  int port() {
    return listening.getLocalPort();
  }

  /** From now on what goes that way is held. */
  public void stall(Direction direction) {
    gate(direction).stall();
  }

  /** From now on what goes either way is held. */
  public void stall() {
    toServer.stall();
    toClient.stall();
  }

  /** From now on everything passes that way, and at once; what was held first. */
  public void open(Direction direction) {
    gate(direction).open();
  }

  /** From now on what goes that way arrives later. */
  public void delay(Direction direction, Duration by) {
    gate(direction).delay(by);
  }

  /** From now on answers of the server are dropped: the connection is of no use any more. */
  public void dropAnswers() {
    toClient.drop(true);
  }

  /** Cuts all connections; new ones work, and answers are dropped no more. */
  public void cut() {
    open.forEach(CuttingProxy::reset);
    toClient.drop(false);
  }

  /** Cuts all connections, and each new one. */
  public void refuse() {
    refusing = true;
    cut();
  }

  /** What is held is delivered, and everything works from now on. */
  public void heal() {
    refusing = false;
    toServer.open();
    toClient.open();
  }

  private Gate gate(Direction direction) {
    return direction == Direction.TO_SERVER ? toServer : toClient;
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        Socket client = listening.accept();
        open.add(client);
        Thread.ofVirtual().start(() -> connect(client));
      } catch (IOException e) {
        // Closed, or the client has gone already.
        continue;
      }
    }
  }

  private void connect(Socket client) {
    try {
      Socket upstream = upstream();
      try (client;
          upstream) {
        open.add(upstream);
        forward(client, upstream);
        open.remove(upstream);
      }
    } catch (IOException e) {
      // The server is down, or we refuse: the client tries again.
      reset(client);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(client);
    }
  }

  private Socket upstream() throws IOException, InterruptedException {
    long start = System.nanoTime();
    while (true) {
      long now = System.nanoTime();
      toServer.pass(now);
      toClient.pass(now);
      if (refusing || listening.isClosed()) {
        throw new ConnectException("refused");
      }
      try {
        return new Socket(InetAddress.getByName("127.0.0.1"), server);
      } catch (ConnectException e) {
        if (System.nanoTime() - start - patience.toNanos() >= 0) {
          throw e;
        }
        LockSupport.parkNanos(RETRY.toNanos());
      }
    }
  }

  private void forward(Socket client, Socket upstream) throws IOException, InterruptedException {
    client.setTcpNoDelay(true);
    upstream.setTcpNoDelay(true);
    CountDownLatch ended = new CountDownLatch(2);
    new Pipe(client, upstream, toServer, opening, ended).start();
    new Pipe(upstream, client, toClient, Pipe.Opening.NONE, ended).start();
    ended.await();
  }

  private static void reset(Socket socket) {
    try {
      if (!socket.isClosed()) {
        socket.setSoLinger(true, 0);
      }
      socket.close();
    } catch (IOException e) {
      // It was closed meanwhile.
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    open.forEach(CuttingProxy::reset);
    toServer.close();
    toClient.close();
  }
}
