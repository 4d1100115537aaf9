package dev.mesos.bench.overlap;

import dev.mesos.bench.row.Host;
import dev.mesos.coordination.testing.CuttingProxy.Direction;
import dev.mesos.coordination.testing.Ensemble;
import java.util.List;
import java.util.Random;

/** Chooses faults at random: of networks, processes and servers. Mostly they hit a leader. */
final class Faults {

  private enum Kind {
    /** A host cannot reach any server. */
    PARTITION,
    /** What a host sends arrives nowhere, or what is sent to it. */
    ONE_WAY,
    /** A host's connections break, and no new ones come about. */
    REFUSAL,
    /** The server that a leader is connected to is cut off from the other servers. */
    ISOLATED_SERVER,
    /** The same server stops. */
    STOPPED_SERVER,
    /** A process is frozen. */
    PAUSE,
    /** A process is killed, and started again. */
    CRASH
  }

  /** By how often they are chosen: what is new in this list is there twice. */
  private static final List<Kind> DICE =
      List.of(
          Kind.PARTITION,
          Kind.PARTITION,
          Kind.ONE_WAY,
          Kind.REFUSAL,
          Kind.ISOLATED_SERVER,
          Kind.ISOLATED_SERVER,
          Kind.STOPPED_SERVER,
          Kind.PAUSE,
          Kind.CRASH);

  private static final int AIMED_PERCENT = 75;
  private static final int TWO_PERCENT = 20;

  private final Random random;
  private final World world;

  Faults(Random random, World world) {
    this.random = random;
    this.world = world;
  }

  /** One, or sometimes two that happen together. Not twice the same kind. */
  List<Fault> next() {
    Kind first = DICE.get(random.nextInt(DICE.size()));
    Kind second = DICE.get(random.nextInt(DICE.size()));
    boolean two =
        random.nextInt(100) < TWO_PERCENT && first != second && !(server(first) && server(second));
    return two ? List.of(make(first), make(second)) : List.of(make(first));
  }

  /** Healing one of these heals the servers' network as a whole. */
  private static boolean server(Kind kind) {
    return kind == Kind.ISOLATED_SERVER || kind == Kind.STOPPED_SERVER;
  }

  private Fault make(Kind kind) {
    String election = world.elections().get(random.nextInt(world.elections().size()));
    Node node =
        random.nextInt(100) < AIMED_PERCENT
            ? world.leader(election)
            : world.nodes().get(random.nextInt(world.nodes().size()));
    Ensemble ensemble = world.ensemble();
    int server = world.serverOf(node, election);
    return switch (kind) {
      case PARTITION ->
          new Fault("partition " + node.id(), () -> node.ways(Host::cut), () -> heal(node));
      case ONE_WAY -> {
        Direction direction = random.nextBoolean() ? Direction.TO_SERVER : Direction.TO_CLIENT;
        yield new Fault(
            "one way " + node.id() + " " + direction,
            () -> node.ways(host -> host.cut(direction)),
            () -> heal(node));
      }
      case REFUSAL ->
          new Fault("refusal " + node.id(), () -> node.ways(Host::refuse), () -> heal(node));
      case ISOLATED_SERVER -> isolated(ensemble, server);
      case STOPPED_SERVER ->
          new Fault(
              "stopped server " + server,
              () -> ensemble.stop(server),
              () -> ensemble.launch(server));
      case PAUSE -> new Fault("pause " + node.id(), node::pause, node::resume);
      case CRASH -> new Fault("crash " + node.id(), node::kill, () -> {});
    };
  }

  static Fault isolated(Ensemble ensemble, int server) {
    return new Fault("isolated server " + server, () -> ensemble.isolate(server), ensemble::heal);
  }

  private static void heal(Node node) {
    node.ways(Host::heal);
  }
}
