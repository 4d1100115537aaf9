package dev.mesos.coordination.simulation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Connects machines. Each direction between two of them can be slow or cut by itself. */
public final class Network {

  private record Way(SimulatedProcess from, SimulatedProcess to) {}

  private final VirtualTime time;
  private final Map<Way, Link> links = new LinkedHashMap<>();

  /** All links are fast and whole. */
  public Network(VirtualTime time) {
    this.time = time;
  }

  /** The way from one machine to another. */
  public Link link(SimulatedProcess from, SimulatedProcess to) {
    return links.computeIfAbsent(new Way(from, to), way -> new Link(time, from + " -> " + to));
  }

  /** Whether each of the two machines hears the other. */
  public boolean joined(SimulatedProcess one, SimulatedProcess other) {
    return !link(one, other).cut() && !link(other, one).cut();
  }

  /** Begins to connect; the handler is told what comes of it. */
  public Socket connect(
      SimulatedProcess from, SimulatedProcess to, int port, SocketHandler handler) {
    return Socket.connect(from, to, port, link(from, to), link(to, from), handler);
  }

  /** The connections between two machines, as the first one has them. */
  public List<Socket> between(SimulatedProcess one, SimulatedProcess other) {
    return one.sockets().stream().filter(socket -> socket.other() == other).toList();
  }

  /** Makes everything whole and fast. */
  public void heal() {
    for (Link link : links.values()) {
      link.heal();
      link.fast();
    }
  }
}
