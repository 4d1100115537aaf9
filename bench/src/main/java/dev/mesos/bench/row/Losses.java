package dev.mesos.bench.row;

import dev.mesos.bench.peer.Election;
import dev.mesos.bench.peer.Patience;
import dev.mesos.bench.peer.Sightings;
import dev.mesos.bench.peer.Stander;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Breaks the connection of the leader, time after time, for less than its session lasts.
 *
 * @param places where
 * @param timeout session timeout
 * @param election of one make, on servers as they are reached from somewhere
 */
record Losses(Places places, Duration timeout, Reached election) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final Duration SETTLE = Duration.ofMillis(300);
  private static final int STANDING = 2;

  interface Reached {
    Election by(String servers, String name, Duration timeout);
  }

  /**
   * One of them.
   *
   * @param ms how long the leader had no connection
   * @param failovers how often a detector saw another leader, until all had settled
   * @param interruptions how often the leader was told that it leads no more
   */
  record Loss(double ms, int failovers, int interruptions) {}

  private record Standing(Host host, Stander stander) {}

  /** Loses so many connections in a new election. */
  List<Loss> run(int runs) throws Exception {
    String name = places.lab().fresh("loss");
    Sightings sightings = new Sightings();
    AtomicInteger interruptions = new AtomicInteger();
    Map<String, Standing> standing = new LinkedHashMap<>();
    try (AutoCloseable watch =
        election.by(places.ensemble().connectString(), name, timeout).watch(sightings)) {
      for (String id : places.lab().ids(STANDING)) {
        Host host = places.host();
        Stander stander =
            election
                .by(host.servers(), name, timeout)
                .stand(
                    id,
                    leads -> {
                      if (!leads) {
                        interruptions.incrementAndGet();
                      }
                    });
        standing.put(id, new Standing(host, stander));
      }
      List<Loss> losses = new ArrayList<>();
      while (losses.size() < runs) {
        settle(standing, sightings);
        int failovers = sightings.changes();
        int told = interruptions.get();
        String leader = sightings.await(PATIENCE).leader();
        double ms = lose(Objects.requireNonNull(standing.get(leader), leader));
        settle(standing, sightings);
        losses.add(new Loss(ms, sightings.changes() - failovers, interruptions.get() - told));
      }
      return losses;
    } finally {
      for (Standing each : standing.values()) {
        each.stander().close();
        each.host().close();
      }
    }
  }

  /** Until all stand and somebody believes to lead. */
  private void settle(Map<String, Standing> standing, Sightings sightings)
      throws InterruptedException {
    Thread.sleep(SETTLE);
    Patience.until(
        "not all stand, with a leader",
        PATIENCE,
        () ->
            standing.keySet().stream().allMatch(sightings::stands)
                && standing.values().stream().allMatch(one -> one.stander().connected())
                && standing.values().stream().anyMatch(one -> one.stander().leads()));
  }

  private double lose(Standing leader) throws InterruptedException {
    long refusedMs = refusedMs(ThreadLocalRandom.current());
    long before = System.nanoTime();
    leader.host().refuse();
    Patience.until("still connected", PATIENCE, () -> !leader.stander().connected());
    Thread.sleep(refusedMs);
    leader.host().heal();
    Patience.until("not connected again", PATIENCE, () -> leader.stander().connected());
    return (System.nanoTime() - before) / 1e6;
  }

  /**
   * Half of the connections may come back as soon as the client tries, most others within a quarter
   * of the session timeout, and one in ten takes a good part of it.
   */
  private long refusedMs(ThreadLocalRandom random) {
    int kind = random.nextInt(10);
    return kind < 5 ? 0 : random.nextLong(timeout.toMillis() * (kind < 9 ? 25 : 70) / 100);
  }
}
