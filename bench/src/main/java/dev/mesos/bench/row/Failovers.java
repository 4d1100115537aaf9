package dev.mesos.bench.row;

import dev.mesos.bench.Lab;
import dev.mesos.bench.peer.Election;
import dev.mesos.bench.peer.Sightings;
import dev.mesos.bench.process.Contestant;
import dev.mesos.bench.process.Program;
import dev.mesos.bench.process.Signal;
import dev.mesos.bench.process.Starter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Sends the leader of an election of processes a signal, time after time, and measures until a
 * detector in this JVM names the next leader. Whoever has ended is started again.
 *
 * @param election where it stands, and how it is watched
 * @param starter how a process that stands is started
 * @param signal what ends the leader
 * @param standing how many stand
 */
record Failovers(Election election, Starter starter, Signal signal, int standing) {

  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final int SETTLE_MS = 300;

  /**
   * Measures.
   *
   * @return milliseconds of each run
   */
  List<Double> run(Lab lab, int runs) throws Exception {
    Sightings sightings = new Sightings();
    List<Contestant> contestants = new ArrayList<>();
    try (AutoCloseable watch = election.watch(sightings)) {
      String log = lab.fresh("failover");
      for (String id : lab.ids(standing)) {
        contestants.add(
            new Contestant(
                id,
                starter,
                sightings,
                lab.log(log + "-" + Starter.port(id)),
                signal == Signal.KILL));
      }
      List<Double> times = new ArrayList<>();
      while (times.size() < runs) {
        Thread.sleep(SETTLE_MS);
        for (Contestant contestant : contestants) {
          contestant.awaitStanding();
        }
        Thread.sleep(SETTLE_MS + ThreadLocalRandom.current().nextInt(SETTLE_MS));
        times.add(once(contestants, sightings));
      }
      return times;
    } finally {
      contestants.forEach(Contestant::close);
    }
  }

  private double once(List<Contestant> contestants, Sightings sightings)
      throws InterruptedException {
    String leader = sightings.await(PATIENCE).leader();
    Contestant leading =
        contestants.stream().filter(c -> c.id().equals(leader)).findFirst().orElseThrow();
    Program program = leading.program();
    long before = System.nanoTime();
    program.signal(signal);
    long seen = sightings.awaitOtherThan(leader, PATIENCE).at();
    program.awaitExit(PATIENCE);
    if (signal == Signal.TERM) {
      leading.restart();
    }
    return (seen - before) / 1e6;
  }
}
