package dev.mesos.coordination.simulation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Connects machines. Each direction between two of them can be slow or cut by itself. */
public final class Network {

  private static final long SHORTEST = 100_000;
  private static final long JITTER = 2_000_000;

  private record Way(SimulatedProcess from, SimulatedProcess to) {}

  private final VirtualTime time;
  private final Map<Way, Link> links = new HashMap<>();
  private final List<Socket> opened = new ArrayList<>();

  /** All links are fast and whole. */
  public Network(VirtualTime time) {
    this.time = time;
  }

  /** The way from one machine to another. */
  public Link link(SimulatedProcess from, SimulatedProcess to) {
    return links.computeIfAbsent(
        new Way(from, to), way -> new Link(time, from + " -> " + to, SHORTEST, JITTER));
  }

  /** Whether each of the two machines hears the other. */
  public boolean joined(SimulatedProcess one, SimulatedProcess other) {
    return !link(one, other).cut() && !link(other, one).cut();
  }

  /** Begins to connect; the handler is told what comes of it. */
  public Socket connect(
      SimulatedProcess from, SimulatedProcess to, int port, SocketHandler handler) {
    Socket socket = Socket.connect(from, to, port, link(from, to), link(to, from), handler);
    opened.removeIf(old -> !old.open());
    opened.add(socket);
    return socket;
  }

  /** The connections that were opened by one and are still open on its side. */
  public List<Socket> openFrom(SimulatedProcess from, SimulatedProcess to) {
    List<Socket> found = new ArrayList<>();
    for (Socket socket : opened) {
      if (socket.open() && socket.owner() == from && socket.other() == to) {
        found.add(socket);
      }
    }
    return found;
  }
}
