package dev.mesos.coordination.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.zookeeper.server.ZooKeeperServer;

/**
 * A real ZooKeeper ensemble of 1 or more servers in this JVM, on free ports of 127.0.0.1, with its
 * data in a folder of its own that {@link #close()} removes. Members are numbered from 0 and keep
 * their ports and data over a restart.
 *
 * <p>Uses tickTime 200 ms, so that sessions from 400 ms can be had, unless told otherwise.
 */
public final class Ensemble implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final List<EnsembleMember> members;
  private final List<Integer> clientPorts;

  private Ensemble(Path folder, List<EnsembleMember> members, List<Integer> clientPorts) {
    this.folder = folder;
    this.members = members;
    this.clientPorts = clientPorts;
  }

  /** Starts that many servers and waits until all of them serve. */
  public static Ensemble start(int size) {
    return start(size, Duration.ofMillis(200));
  }

  /** The same with another tickTime; sessions may last 2 to 200 ticks. */
  public static Ensemble start(int size, Duration tickTime) {
    try {
      Path folder = Files.createTempDirectory("ensemble");
      List<Integer> ports = freePorts(size * 3);
      List<String> servers =
          IntStream.range(0, size)
              .mapToObj(i ->
                  "server.%d=127.0.0.1:%d:%d:participant;127.0.0.1:%d"
                      .formatted(
                          i + 1, ports.get(3 * i), ports.get(3 * i + 1), ports.get(3 * i + 2)))
              .toList();
      List<EnsembleMember> members =
          IntStream.range(0, size)
              .mapToObj(
                  i -> new EnsembleMember(i + 1, folder.resolve("" + (i + 1)), servers, tickTime))
              .toList();
      List<Integer> clientPorts =
          IntStream.range(0, size).map(i -> 3 * i + 2).mapToObj(ports::get).toList();
      Ensemble ensemble = new Ensemble(folder, members, clientPorts);
      ensemble.startAll();
      return ensemble;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** All members, as {@code host:port,...}. */
  public String connectString() {
    return clientPorts.stream().map(port -> "127.0.0.1:" + port).collect(Collectors.joining(","));
  }

  /** One member, as {@code host:port}. */
  public String connectString(int member) {
    return "127.0.0.1:" + clientPorts.get(member);
  }

  /** How many members there are, running or not. */
  public int size() {
    return members.size();
  }

  /** Starts all members that are stopped, and waits until all serve. */
  public void startAll() {
    members.forEach(EnsembleMember::start);
    for (int i = 0; i < size(); i++) {
      await(i);
    }
  }

  /** Starts a member that was stopped, and waits until it serves if there is a quorum. */
  public void startMember(int member) {
    members.get(member).start();
    if (members.stream().filter(EnsembleMember::running).count() > size() / 2) {
      await(member);
    }
  }

  /** Stops a member; its clients are disconnected. */
  public void stop(int member) {
    members.get(member).stop();
  }

  /** Stops all members. */
  public void stopAll() {
    members.forEach(EnsembleMember::stop);
  }

  /** Stops a member and starts it again. */
  public void restart(int member) {
    stop(member);
    startMember(member);
  }

  /** The member that leads the ensemble. */
  public int leader() {
    for (int i = 0; i < size(); i++) {
      if (members.get(i).leads()) {
        return i;
      }
    }
    throw new IllegalStateException("the ensemble has no leader");
  }

  /** Expires a session as the ensemble's leader does when a client was not heard in time. */
  public void expire(long sessionId) {
    anyServer().closeSession(sessionId);
  }

  /** The sessions that the ensemble knows. */
  public List<Long> sessions() {
    return List.copyOf(anyServer().getZKDatabase().getSessions());
  }

  /** The names of all children of a path, past all ACLs; empty if there is no such path. */
  public List<String> children(String path) {
    var node = anyServer().getZKDatabase().getNode(path);
    return node == null ? List.of() : node.getChildren().stream().sorted().toList();
  }

  private ZooKeeperServer anyServer() {
    return members.get(leader()).server();
  }

  private void await(int member) {
    await(() -> members.get(member).serves(), "member " + member + " does not serve");
  }

  private static void await(BooleanSupplier condition, String otherwise) {
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.getAsBoolean()) {
      if (System.nanoTime() - deadline > 0) {
        throw new IllegalStateException(otherwise + " after " + PATIENCE);
      }
      LockSupport.parkNanos(Duration.ofMillis(5).toNanos());
    }
  }

  /** Stops all members and removes their data. */
  @Override
  public void close() {
    stopAll();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Integer> freePorts(int count) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    try {
      for (int i = 0; i < count; i++) {
        sockets.add(new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1")));
      }
      return sockets.stream().map(ServerSocket::getLocalPort).toList();
    } finally {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
    }
  }
}
