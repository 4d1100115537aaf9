package dev.mesos.coordination.chaos;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Nodes on one bridge, each in a namespace of its own, all of them in one that is closed to the
 * outside: no interface, route or filter of the machine is touched, or could be.
 */
final class Network implements AutoCloseable {

  private final Namespace outer;
  private final List<Namespace> nodes = new ArrayList<>();

  private Network(Namespace outer) {
    this.outer = outer;
  }

  /** That many nodes that all reach each other. */
  static Network of(int size) throws IOException {
    Network network = new Network(Namespace.outer());
    try {
      network.outer.run("ip link add name bridge type bridge; ip link set bridge up");
      for (int i = 0; i < size; i++) {
        network.join(i);
      }
      return network;
    } catch (IOException | RuntimeException e) {
      network.close();
      throw e;
    }
  }

  private void join(int node) throws IOException {
    Namespace inner = outer.inner();
    nodes.add(inner);
    outer.run(
        """
        ip link add name port%1$d type veth peer name node%1$d
        ip link set node%1$d netns %2$d
        ip link set port%1$d master bridge
        ip link set port%1$d up
        """
            .formatted(node, inner.pid()));
    inner.run(
        """
        ip link set lo up
        ip addr add %2$s/24 dev node%1$d
        ip link set node%1$d up
        """
            .formatted(node, address(node)));
  }

  static String address(int node) {
    return "10.77.0." + (node + 1);
  }

  Namespace node(int node) {
    return nodes.get(node);
  }

  /** What the first send to the others is lost, until {@link #heal()}. */
  void drop(Set<Integer> from, Set<Integer> to) {
    for (int receiver : to) {
      StringBuilder script = new StringBuilder();
      for (int sender : from) {
        if (sender != receiver) {
          script.append("iptables -w -A INPUT -s " + address(sender) + " -j DROP\n");
        }
      }
      nodes.get(receiver).run(script.toString());
    }
  }

  /** Of what the node is sent by others some is lost, at random: to TCP a slow network. */
  void lose(int node, int percent) {
    nodes
        .get(node)
        .run(
            "iptables -w -A INPUT ! -i lo -m statistic --mode random --probability %d.%02d -j DROP"
                .formatted(percent / 100, percent % 100));
  }

  /** Nothing is lost any more. */
  void heal() {
    IntStream.range(0, nodes.size()).forEach(i -> nodes.get(i).run("iptables -w -F INPUT"));
  }

  @Override
  public void close() {
    outer.close();
  }
}
