package dev.mesos.bench.row;

import dev.mesos.bench.peer.BeliefListener;
import dev.mesos.bench.peer.Election;
import dev.mesos.bench.peer.Patience;
import dev.mesos.bench.peer.Sightings;
import dev.mesos.bench.process.Contestant;
import dev.mesos.bench.process.MesosMaster;
import dev.mesos.bench.process.Starter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Cuts the leader's host off from all servers, time after time, and measures until a detector that
 * is not cut off names the next leader.
 *
 * @param places where
 * @param timeout session timeout
 * @param opener opens elections of one make
 */
record Cuts(Places places, Duration timeout, Opener opener) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SETTLE = Duration.ofMillis(500);
  private static final int STANDING = 2;

  /** Who stands on a host, until it is closed. */
  private interface Standing {
    AutoCloseable on(Host host, String id, Sightings sightings);
  }

  /** An election as the detector sees it, and how to stand in it. */
  private record Opened(Election watched, Standing standing) {}

  /** Makes up a new election. */
  private interface Opener {
    Opened open(String name);
  }

  static Cuts ours(Places places, Duration timeout) {
    return inThisJvm(places, timeout, (servers, name) -> places.ours(servers, name, timeout));
  }

  static Cuts latch(Places places, Duration timeout) {
    return inThisJvm(places, timeout, (servers, name) -> places.latch(servers, name, timeout));
  }

  /** An election on servers as they are reached from somewhere. */
  private interface Reached {
    Election by(String servers, String name);
  }

  private static Cuts inThisJvm(Places places, Duration timeout, Reached reached) {
    return new Cuts(
        places,
        timeout,
        name ->
            new Opened(
                reached.by(places.ensemble().connectString(), name),
                (host, id, sightings) ->
                    reached.by(host.servers(), name).stand(id, BeliefListener.NONE)));
  }

  static Cuts mesos(Places places, Duration timeout) {
    return new Cuts(
        places,
        timeout,
        name ->
            new Opened(
                places.ours(places.ensemble().connectString(), name, timeout),
                (host, id, sightings) ->
                    new Contestant(
                        id,
                        new MesosMaster(places.ours(host.servers(), name, timeout).url(), timeout),
                        sightings,
                        places.lab().log("partition-" + Starter.port(id)),
                        true)));
  }

  /**
   * Measures in a new election.
   *
   * @return milliseconds of each run beyond the session timeout; less than 0 if the session was
   *     touched last some time before the cut
   */
  List<Double> run(int runs) throws Exception {
    Opened opened = opener.open(places.lab().fresh("partition"));
    Sightings sightings = new Sightings();
    Map<String, Host> hosts = new LinkedHashMap<>();
    List<AutoCloseable> open = new ArrayList<>();
    try (AutoCloseable watch = opened.watched().watch(sightings)) {
      for (String id : places.lab().ids(STANDING)) {
        Host host = places.host();
        hosts.put(id, host);
        open.add(host);
        open.add(opened.standing().on(host, id, sightings));
      }
      List<Double> times = new ArrayList<>();
      while (times.size() < runs) {
        settle(hosts, sightings);
        times.add(once(hosts, sightings));
      }
      return times;
    } finally {
      for (AutoCloseable each : open.reversed()) {
        each.close();
      }
    }
  }

  /** Until all stand, and then to any moment between two of the client's pings. */
  private void settle(Map<String, Host> hosts, Sightings sightings) throws InterruptedException {
    Thread.sleep(SETTLE);
    for (String id : hosts.keySet()) {
      Patience.until(id + " does not stand", PATIENCE, () -> sightings.stands(id));
    }
    Thread.sleep(SETTLE.toMillis() + ThreadLocalRandom.current().nextLong(timeout.toMillis() / 3));
  }

  private double once(Map<String, Host> hosts, Sightings sightings) throws InterruptedException {
    String leader = sightings.await(PATIENCE).leader();
    Host host = Objects.requireNonNull(hosts.get(leader), leader);
    long before = System.nanoTime();
    host.cut();
    try {
      return (sightings.awaitOtherThan(leader, PATIENCE).at() - before) / 1e6 - timeout.toMillis();
    } finally {
      host.heal();
    }
  }
}
