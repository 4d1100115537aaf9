package dev.mesos.bench.overlap;

import dev.mesos.bench.Lab;
import dev.mesos.bench.belief.Belief;
import dev.mesos.bench.belief.BeliefFile;
import dev.mesos.bench.peer.Election;
import dev.mesos.bench.peer.LatchElection;
import dev.mesos.bench.peer.OurElection;
import dev.mesos.bench.peer.Sightings;
import dev.mesos.bench.process.Contestant;
import dev.mesos.bench.process.MesosMaster;
import dev.mesos.bench.process.Starter;
import dev.mesos.bench.row.Host;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.EnsembleSettings;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes worlds of three nodes and three servers.
 *
 * @param lab for names and folders
 * @param timeout session timeout
 * @param tick the servers' tickTime
 * @param syncLimit the servers', in ticks
 */
record Worlds(Lab lab, Duration timeout, Duration tick, int syncLimit) {

  static final String OURS = "ours";
  static final String LATCH = "Curator LeaderLatch";
  static final String MESOS = "Mesos 1.11";

  private static final int SIZE = 3;

  /** Detectors outside outlast what is done to the servers. */
  private static final int DETECTORS_LAST = 10;

  private Ensemble ensemble() {
    return Ensemble.start(
        EnsembleSettings.of(SIZE).withTickTime(tick).withSyncLimit(syncLimit).withProxies());
  }

  private Election election(String make, String servers, String path, Duration session) {
    return make.equals(LATCH)
        ? new LatchElection(servers, path, session)
        : OurElection.at(servers, path, session, tick);
  }

  private Map<String, Election> watched(Ensemble ensemble, String path, List<String> makes) {
    Map<String, Election> watched = new LinkedHashMap<>();
    for (String make : makes) {
      watched.put(
          make,
          election(
              make,
              ensemble.connectString(),
              path + makes.indexOf(make),
              timeout.multipliedBy(DETECTORS_LAST)));
    }
    return watched;
  }

  /** Ours and LeaderLatch in the same processes. */
  World ofProcesses() {
    List<String> makes = List.of(OURS, LATCH);
    Ensemble ensemble = ensemble();
    String path = "/" + lab.fresh("world");
    String beliefs = lab.fresh("beliefs");
    List<Node> nodes = new ArrayList<>();
    for (String id : lab.ids(SIZE)) {
      Map<String, Host> ways = new LinkedHashMap<>();
      List<BelievingProcess.Named> elections = new ArrayList<>();
      for (String make : makes) {
        Host way = new Host(ensemble);
        ways.put(make, way);
        elections.add(
            new BelievingProcess.Named(
                make, election(make, way.servers(), path + makes.indexOf(make), timeout)));
      }
      nodes.add(node(id, ways, new BelievingProcess(folder(beliefs, id), elections)));
    }
    return new World(
        ensemble,
        watched(ensemble, path, makes),
        nodes,
        (node, make) -> written(folder(beliefs, node.id()), node.id(), make));
  }

  /** Real Mesos masters. */
  World ofMesos() {
    Ensemble ensemble = ensemble();
    String path = "/" + lab.fresh("world");
    List<Node> nodes = new ArrayList<>();
    for (String id : lab.ids(SIZE)) {
      Host way = new Host(ensemble);
      String url = OurElection.at(way.servers(), path + 0, timeout, tick).url();
      nodes.add(node(id, Map.of(MESOS, way), new MesosMaster(url, timeout)));
    }
    Instant wall = Instant.now();
    long epoch = System.nanoTime() - (wall.getEpochSecond() * 1_000_000_000L + wall.getNano());
    ZoneId zone = ZoneId.systemDefault();
    MesosLog log = new MesosLog(wall.atZone(zone).getYear(), zone, epoch);
    return new World(
        ensemble,
        watched(ensemble, path, List.of(MESOS)),
        nodes,
        (node, make) -> logged(log, node));
  }

  private Node node(String id, Map<String, Host> ways, Starter starter) {
    Path log = lab.log("overlap-" + Starter.port(id));
    return new Node(ways, new Contestant(id, starter, new Sightings(), log, true));
  }

  private Path folder(String beliefs, String id) {
    return lab.folder(beliefs + "/" + Starter.port(id));
  }

  private static List<Belief> written(Path folder, String id, String make) throws IOException {
    List<Belief> beliefs = new ArrayList<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, make + "-*")) {
      for (Path file : files) {
        beliefs.addAll(BeliefFile.read(file, id));
      }
    }
    return beliefs;
  }

  /** Whoever is frozen does nothing, so a belief does not count while its process is. */
  private static List<Belief> logged(MesosLog log, Node node) throws IOException {
    Contestant contestant = node.contestant();
    List<Belief> beliefs =
        log.beliefs(
            node.id(), Files.readAllLines(contestant.log()), contestant.ends(), System.nanoTime());
    for (Node.Pause pause : node.pauses()) {
      beliefs =
          beliefs.stream()
              .flatMap(belief -> belief.without(pause.from(), pause.to()).stream())
              .toList();
    }
    return beliefs;
  }
}
