package dev.mesos.bench.overlap;

import dev.mesos.bench.belief.Belief;
import dev.mesos.bench.belief.Overlap;
import dev.mesos.bench.peer.Election;
import dev.mesos.bench.peer.Patience;
import dev.mesos.bench.peer.PatienceException;
import dev.mesos.bench.peer.Sightings;
import dev.mesos.bench.peer.Sightings.Sighting;
import dev.mesos.coordination.testing.Ensemble;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Servers, nodes, and the elections in which all nodes stand. Used by one thread. */
final class World implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final Ensemble ensemble;
  private final List<Node> nodes;
  private final Map<String, Sightings> sightings = new LinkedHashMap<>();
  private final BeliefSource beliefs;
  private final List<AutoCloseable> watches = new ArrayList<>();
  private final Map<String, Integer> stuck = new LinkedHashMap<>();

  /** Knows what a node believed of an election. */
  interface BeliefSource {
    List<Belief> of(Node node, String election) throws IOException;
  }

  /**
   * A world that nothing has happened to.
   *
   * @param elections by name, as they are seen by a detector that no fault of a node touches
   */
  World(
      Ensemble ensemble, Map<String, Election> elections, List<Node> nodes, BeliefSource beliefs) {
    this.ensemble = ensemble;
    this.nodes = List.copyOf(nodes);
    this.beliefs = beliefs;
    elections.forEach((name, election) -> {
      Sightings seen = new Sightings();
      sightings.put(name, seen);
      watches.add(election.watch(seen));
    });
  }

  Ensemble ensemble() {
    return ensemble;
  }

  List<Node> nodes() {
    return nodes;
  }

  List<String> elections() {
    return List.copyOf(sightings.keySet());
  }

  /** How often an election did not settle by itself, and all nodes had to be started anew. */
  int stuck(String election) {
    return stuck.getOrDefault(election, 0);
  }

  /** How often somebody else led than before, as far as was seen. */
  int changes(String election) {
    return seen(election).changes();
  }

  private Sightings seen(String election) {
    return Objects.requireNonNull(sightings.get(election), election);
  }

  /** Who leads what, for people. */
  String leaders() {
    return sightings.entrySet().stream()
        .map(seen ->
            seen.getKey() + ": " + seen.getValue().last().map(Sighting::leader).orElse("nobody"))
        .collect(Collectors.joining(", "));
  }

  /** Who leads. */
  Node leader(String election) {
    String id = seen(election).last().orElseThrow().leader();
    return nodes.stream().filter(node -> node.id().equals(id)).findFirst().orElseThrow();
  }

  /** When more than one believed to lead, as far as it is written down by now. */
  Overlap overlap(String election) throws IOException {
    List<Belief> all = new ArrayList<>();
    for (Node node : nodes) {
      all.addAll(beliefs.of(node, election));
    }
    return Overlap.of(all);
  }

  /** The server to which a node is connected; any one if it is to none. */
  int serverOf(Node node, String election) {
    for (int i = 0; i < ensemble.size(); i++) {
      if (node.way(election).way(i).connections() > 0) {
        return i;
      }
    }
    return ensemble.leader();
  }

  /**
   * Waits until all servers serve, everybody stands in every election, and one of them is seen to
   * lead.
   */
  void settle() throws InterruptedException {
    try {
      Patience.until("not all stand", PATIENCE, () -> unsettled().isEmpty());
    } catch (PatienceException e) {
      unsettled().forEach(election -> stuck.merge(election, 1, Integer::sum));
      nodes.forEach(Node::kill);
      Patience.until("not all stand after a restart", PATIENCE, () -> unsettled().isEmpty());
    }
  }

  private List<String> unsettled() {
    boolean serving = IntStream.range(0, ensemble.size()).allMatch(ensemble::serves);
    return elections().stream().filter(election -> !serving || !settled(seen(election))).toList();
  }

  private boolean settled(Sightings seen) {
    return nodes.stream().allMatch(node -> seen.stands(node.id()))
        && nodes.stream().anyMatch(node -> leads(seen, node));
  }

  private static boolean leads(Sightings seen, Node node) {
    return seen.last().map(last -> last.leader().equals(node.id())).orElse(false);
  }

  @Override
  public void close() throws Exception {
    for (AutoCloseable watch : watches) {
      watch.close();
    }
    nodes.forEach(Node::close);
    ensemble.close();
  }
}
