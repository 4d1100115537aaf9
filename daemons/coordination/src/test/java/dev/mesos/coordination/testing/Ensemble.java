package dev.mesos.coordination.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.zookeeper.server.ZooKeeperServer;

/**
 * A real ZooKeeper ensemble of 1 or more servers in this JVM, on free ports of 127.0.0.1, with its
 * data in a folder of its own that {@link #close()} removes. Members are numbered from 0 and keep
 * their ports and data over a restart.
 *
 * <p>With {@link EnsembleSettings#withProxies()} every member talks to every other one, and each
 * client to its member, through proxies that can cut them off from each other. All addresses that
 * are given out then are those of the proxies.
 */
public final class Ensemble implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Path folder;
  private final List<EnsembleMember> members;
  private final List<String> addresses;
  private final Optional<ServerNetwork> network;

  private Ensemble(EnsembleSettings settings, Path folder, List<ServerNetwork.Ports> ports) {
    this.folder = folder;
    this.network = settings.cuttable() ? Optional.of(new ServerNetwork(ports)) : Optional.empty();
    this.members =
        indices(ports)
            .mapToObj(i ->
                new EnsembleMember(
                    i + 1, folder.resolve("" + (i + 1)), servers(i, ports), settings))
            .toList();
    this.addresses =
        indices(ports)
            .mapToObj(i ->
                network
                    .map(between -> between.clients(i).connectString())
                    .orElse("127.0.0.1:" + ports.get(i).client()))
            .toList();
  }

  /** Starts that many servers and waits until all of them serve. */
  public static Ensemble start(int size) {
    return start(EnsembleSettings.of(size));
  }

  /** The same with another tickTime; sessions may last 2 to 200 ticks. */
  public static Ensemble start(int size, Duration tickTime) {
    return start(EnsembleSettings.of(size).withTickTime(tickTime));
  }

  /** The same with other settings. */
  public static Ensemble start(EnsembleSettings settings) {
    try {
      Path folder = Files.createTempDirectory("ensemble");
      List<Integer> free = FreePorts.find(settings.size() * 3);
      List<ServerNetwork.Ports> ports =
          IntStream.range(0, settings.size())
              .mapToObj(i ->
                  new ServerNetwork.Ports(
                      free.get(3 * i), free.get(3 * i + 1), free.get(3 * i + 2)))
              .toList();
      Ensemble ensemble = new Ensemble(settings, folder, ports);
      ensemble.startAll();
      return ensemble;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The members as one of them sees them. */
  private List<String> servers(int self, List<ServerNetwork.Ports> ports) {
    return indices(ports)
        .mapToObj(i -> {
          var seen = network.map(between -> between.seen(self, i)).orElse(ports.get(i));
          return "server.%d=127.0.0.1:%d:%d:participant;127.0.0.1:%d"
              .formatted(i + 1, seen.quorum(), seen.election(), seen.client());
        })
        .toList();
  }

  private static IntStream indices(List<?> list) {
    return IntStream.range(0, list.size());
  }

  /** All members, as {@code host:port,...}. */
  public String connectString() {
    return String.join(",", addresses);
  }

  /** One member, as {@code host:port}. */
  public String connectString(int member) {
    return addresses.get(member);
  }

  /**
   * The proxy between all clients and a member.
   *
   * @throws IllegalStateException if the ensemble was started without proxies
   */
  public CuttingProxy clients(int member) {
    return network().clients(member);
  }

  /**
   * Cuts one member off from another one: what the first sends is held until {@link #heal()}. With
   * TCP, no new connection between the two comes about meanwhile.
   *
   * @throws IllegalStateException if the ensemble was started without proxies
   */
  public void cutOneWay(int from, int to) {
    network().stall(from, to);
  }

  /** Ends a cut one way: what was held is delivered in order. */
  public void mendOneWay(int from, int to) {
    network().open(from, to);
  }

  /** Cuts two members off from each other, both ways. */
  public void cut(int one, int other) {
    cutOneWay(one, other);
    cutOneWay(other, one);
  }

  /** Cuts a member off from all others, but not from its clients. */
  public void isolate(int member) {
    others(member).forEach(other -> cut(member, other));
  }

  /** From now on what one member sends to another one arrives later. */
  public void delay(int from, int to, Duration by) {
    network().delay(from, to, by);
  }

  /** Mends everything, at once: what was held is delivered in order. */
  public void heal() {
    network().heal();
  }

  /** All members but one. */
  public List<Integer> others(int member) {
    return indices(members).filter(other -> other != member).boxed().toList();
  }

  private ServerNetwork network() {
    return network.orElseThrow(() ->
        new IllegalStateException(
            "the ensemble has no proxies: start it with EnsembleSettings.withProxies()"));
  }

  /** How many members there are, running or not. */
  public int size() {
    return members.size();
  }

  /** Starts all members that are stopped, and waits until all serve. */
  public void startAll() {
    members.forEach(EnsembleMember::start);
    awaitAll();
  }

  /** Waits until all members serve: after a start, or once a cut is mended. */
  public void awaitAll() {
    indices(members).forEach(this::await);
  }

  /** Starts a member that was stopped, and does not wait for it. */
  public void launch(int member) {
    members.get(member).start();
  }

  /** Whether a member takes requests: it leads, or follows a leader. */
  public boolean serves(int member) {
    return members.get(member).serves();
  }

  /** Starts a member that was stopped, and waits until it serves if there is a quorum. */
  public void startMember(int member) {
    launch(member);
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

  /** The member that leads the ensemble. One that was deposed may not have noticed it yet. */
  public int leader() {
    return indices(members)
        .filter(i -> members.get(i).leads())
        .boxed()
        .max(Comparator.comparing(i -> members.get(i).reign()))
        .orElseThrow(() -> new IllegalStateException("the ensemble has no leader"));
  }

  /** Expires a session as the ensemble's leader does when a client was not heard in time. */
  public void expire(long sessionId) {
    anyServer().closeSession(sessionId);
  }

  /** The sessions that the ensemble knows. */
  public List<Long> sessions() {
    return List.copyOf(anyServer().getZKDatabase().getSessionWithTimeOuts().keySet());
  }

  /** The names of all children of a path, past all ACLs; empty if there is no such path. */
  public List<String> children(String path) {
    var node = anyServer().getZKDatabase().getNode(path);
    return node == null ? List.of() : node.getChildren().stream().sorted().toList();
  }

  /** How many requests clients have sent to the members that serve, pings among them. */
  public long requests() {
    return members.stream()
        .filter(EnsembleMember::serves)
        .mapToLong(member -> member.server().serverStats().getPacketsReceived())
        .sum();
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
    network.ifPresent(ServerNetwork::close);
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
