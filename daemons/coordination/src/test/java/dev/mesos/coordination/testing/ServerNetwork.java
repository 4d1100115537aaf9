package dev.mesos.coordination.testing;

import dev.mesos.coordination.testing.CuttingProxy.Direction;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The network between the members of an {@link Ensemble} and to their clients, made of proxies:
 * every member reaches every other one through proxies of its own, and all clients of a member
 * reach it through one proxy.
 */
final class ServerNetwork implements AutoCloseable {

  /** A follower that was elected with its leader may come before the leader listens. */
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  /** Where a member listens. */
  record Ports(int quorum, int election, int client) {}

  /** The proxies by which one member reaches another one, or reaches itself by none. */
  private record Road(List<CuttingProxy> proxies) {

    void stall(Direction direction) {
      proxies.forEach(proxy -> proxy.stall(direction));
    }

    void open(Direction direction) {
      proxies.forEach(proxy -> proxy.open(direction));
    }

    void delay(Direction direction, Duration by) {
      proxies.forEach(proxy -> proxy.delay(direction, by));
    }
  }

  private final List<Ports> ports;
  private final List<List<Road>> roads;
  private final List<CuttingProxy> clients;

  ServerNetwork(List<Ports> ports) {
    this.ports = ports;
    this.roads =
        indices().mapToObj(from -> indices().mapToObj(to -> road(from, to)).toList()).toList();
    this.clients = ports.stream().map(p -> new CuttingProxy("127.0.0.1:" + p.client())).toList();
  }

  private Road road(int from, int to) {
    return new Road(
        from == to
            ? List.of()
            : List.of(
                new CuttingProxy(ports.get(to).quorum(), PATIENCE, Pipe.Opening.NONE),
                new CuttingProxy(
                    ports.get(to).election(), PATIENCE, ServerNetwork::withoutAddress)));
  }

  /**
   * A member says in its first words to another one's election port who it is and where it listens,
   * and the one with the larger number connects back to there: past the proxy. Before ZooKeeper
   * 3.5, and to this day if need be, it said its number alone, and was looked up in the
   * configuration.
   */
  static byte[] withoutAddress(InputStream in) throws IOException {
    DataInputStream data = new DataInputStream(in);
    long first = data.readLong();
    boolean version = first < 0;
    long member = version ? data.readLong() : first;
    if (version) {
      data.skipNBytes(data.readInt());
    }
    return ByteBuffer.allocate(Long.BYTES).putLong(member).array();
  }

  private IntStream indices() {
    return IntStream.range(0, ports.size());
  }

  /** The ports at which a member finds another one. */
  Ports seen(int from, int to) {
    List<CuttingProxy> proxies = roads.get(from).get(to).proxies();
    return proxies.isEmpty()
        ? ports.get(to)
        : new Ports(proxies.get(0).port(), proxies.get(1).port(), ports.get(to).client());
  }

  CuttingProxy clients(int member) {
    return clients.get(member);
  }

  void stall(int from, int to) {
    roads.get(from).get(to).stall(Direction.TO_SERVER);
    roads.get(to).get(from).stall(Direction.TO_CLIENT);
  }

  void open(int from, int to) {
    roads.get(from).get(to).open(Direction.TO_SERVER);
    roads.get(to).get(from).open(Direction.TO_CLIENT);
  }

  void delay(int from, int to, Duration by) {
    roads.get(from).get(to).delay(Direction.TO_SERVER, by);
    roads.get(to).get(from).delay(Direction.TO_CLIENT, by);
  }

  void heal() {
    all().forEach(CuttingProxy::heal);
  }

  private List<CuttingProxy> all() {
    List<CuttingProxy> all = new ArrayList<>(clients);
    roads.forEach(from -> from.forEach(road -> all.addAll(road.proxies())));
    return all;
  }

  @Override
  public void close() {
    all().forEach(CuttingProxy::close);
  }
}
