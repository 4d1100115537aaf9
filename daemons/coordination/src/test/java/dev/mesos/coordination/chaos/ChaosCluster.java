package dev.mesos.coordination.chaos;

import dev.mesos.coordination.testing.Beliefs;
import dev.mesos.coordination.testing.Look;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Three ZooKeeper servers and three masters on a {@link Network} of their own, and what befalls
 * them. All that they write stays in one folder.
 */
final class ChaosCluster implements AutoCloseable {

  static final Duration TIMEOUT = Duration.ofSeconds(2);
  static final ChaosPlan.Nodes NODES = new ChaosPlan.Nodes(List.of(0, 1, 2), List.of(3, 4, 5));
  private static final Duration TICK = Duration.ofMillis(500);
  private static final Duration FRESH = Duration.ofMillis(500);

  private final Path folder;
  private final Network network;
  private final List<ServerNode> servers;
  private final List<MasterNode> masters;
  private final Deque<Runnable> undo = new ArrayDeque<>();
  private final long startedAt = System.nanoTime();

  private ChaosCluster(Path folder, Network network, Class<?> standIn) {
    this.folder = folder;
    this.network = network;
    List<String> addresses = NODES.servers().stream().map(Network::address).toList();
    servers =
        NODES.servers().stream()
            .map(i -> new ServerNode(i, network.node(i), folder, addresses, TICK))
            .toList();
    String url =
        addresses.stream()
            .map(a -> a + ":2181")
            .collect(Collectors.joining(",", "zk://", "/mesos"));
    masters =
        NODES.masters().stream()
            .map(i ->
                new MasterNode(
                    i, network.node(i), folder, looks -> command(standIn, url, i, looks)))
            .toList();
  }

  private List<String> command(Class<?> standIn, String url, int node, Path looks) {
    return JavaCommand.of(
        standIn.getName(),
        url,
        Network.address(node),
        folder.resolve("master" + node).toString(),
        looks.toString(),
        "" + TIMEOUT.toMillis(),
        "" + TICK.toMillis());
  }

  /**
   * Starts all of them.
   *
   * @param standIn the main class of the masters, such as {@link MasterStandIn}
   */
  static ChaosCluster start(Path folder, Class<?> standIn) throws IOException {
    Files.createDirectories(folder);
    ChaosCluster cluster = new ChaosCluster(folder, Network.of(NODES.all().size()), standIn);
    cluster.servers.forEach(ServerNode::start);
    cluster.masters.forEach(MasterNode::start);
    return cluster;
  }

  /** The node of the master that was seen to lead just now. */
  Optional<Integer> leader() {
    return masters.stream()
        .filter(master -> master.lastLook().filter(ChaosCluster::isFresh).isPresent())
        .map(MasterNode::node)
        .findFirst();
  }

  private static boolean isFresh(Look look) {
    return look.leads() && System.nanoTime() - look.before() < FRESH.toNanos();
  }

  /** Begins faults, all at once. */
  void strike(List<Fault> faults) {
    // Whom they mean is settled before the first one changes it.
    int leader = leader().orElse(NODES.masters().getFirst());
    for (Fault fault : faults) {
      note(fault + " leader=" + leader);
      strike(fault, leader);
    }
  }

  private void strike(Fault fault, int leader) {
    switch (fault) {
      case Fault.Partition(Set<Integer> from, Set<Integer> to, boolean bothWays) -> {
        network.drop(resolve(from, leader), resolve(to, leader));
        if (bothWays) {
          network.drop(resolve(to, leader), resolve(from, leader));
        }
      }
      case Fault.Lossy(int node, int percent) -> network.lose(resolve(node, leader), percent);
      case Fault.Stopped(int node) -> {
        Program program = program(resolve(node, leader));
        program.stop();
        undo.push(program::resume);
      }
      case Fault.Killed(int node) -> {
        int victim = resolve(node, leader);
        program(victim).kill();
        if (NODES.servers().contains(victim)) {
          undo.push(servers.get(victim)::start);
        }
      }
    }
  }

  /** Ends all faults; nothing is left but what they did. */
  void heal() {
    network.heal();
    while (!undo.isEmpty()) {
      undo.pop().run();
    }
    note("healed");
  }

  private static Set<Integer> resolve(Set<Integer> nodes, int leader) {
    return nodes.stream().map(node -> resolve(node, leader)).collect(Collectors.toSet());
  }

  private static int resolve(int node, int leader) {
    return node == Fault.LEADER ? leader : node;
  }

  private Program program(int node) {
    return NODES.servers().contains(node)
        ? servers.get(node).program()
        : masters.get(node - NODES.servers().size()).program();
  }

  /**
   * What every master believed, in every life that it had.
   *
   * @throws IllegalStateException if the processes have not looked at one clock, as they do on
   *     Linux
   */
  Beliefs beliefs() throws IOException {
    List<Look> all = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(f -> f.toString().endsWith(MasterNode.LOOKS)).toList()) {
        all.addAll(LookLog.read(file));
      }
    }
    for (Look look : all) {
      if (look.before() - startedAt < 0 || look.after() - System.nanoTime() > 0) {
        throw new IllegalStateException("another clock: " + look);
      }
    }
    return Beliefs.of(all);
  }

  /** For people who look for the reason of a belief. */
  private void note(String what) {
    try {
      Files.writeString(
          folder.resolve("faults"),
          System.nanoTime() + " " + what + "\n",
          StandardOpenOption.CREATE,
          StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    masters.forEach(MasterNode::retire);
    network.close();
  }
}
