package dev.mesos.coordination.simulation.election;

import dev.mesos.coordination.simulation.Dice;
import dev.mesos.coordination.simulation.Faults;
import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.VirtualTime;
import dev.mesos.coordination.simulation.zookeeper.Ensemble;
import dev.mesos.coordination.simulation.zookeeper.Server;

/**
 * Waits until a leader was just assured that it may go on, and strikes then, when the lease is at
 * its longest: first perhaps something between it, its server and ZooKeeper's leader stalls and
 * goes on, so that what was asked and what was heard are far apart in time; then its session is cut
 * off from ZooKeeper's leader, on one of the ways there are.
 */
final class Ambush {

  private final VirtualTime time;
  private final Dice dice;
  private final Faults faults;
  private final Ensemble ensemble;
  private final long timeout;
  private double likely;
  private long end;
  private long busyUntil;

  Ambush(Faults faults, Ensemble ensemble, long timeout) {
    this.time = ensemble.time();
    this.dice = time.dice();
    this.faults = faults;
    this.ensemble = ensemble;
    this.timeout = timeout;
  }

  /** Until then each occasion is taken with this probability. */
  void lie(long until, double probability) {
    end = until;
    busyUntil = 0;
    likely = probability;
  }

  /** Somebody may lead for longer than it knew before. */
  void prolonged(ElectionProcess leader) {
    if (time.now() >= end || time.now() < busyUntil || !dice.chance(likely)) {
      return;
    }
    Server server = serverOf(leader);
    Server quorum = ensemble.leader().orElse(server);
    long start = dice.chance(0.3) ? 0 : dice.between(0, ensemble.settings().tick() / 2);
    long stalled = dice.chance(0.3) ? 0 : dice.between(timeout / 12, timeout / 2);
    // what was answered late counts only with the proofs that come after it
    long gap = dice.chance(0.5) ? 0 : dice.between(0, ensemble.settings().tick() + timeout / 4);
    busyUntil = time.now() + start + stalled + gap + timeout;
    time.after(
        start,
        () -> {
          if (stalled > 0 && time.now() < end) {
            stall(leader, server, quorum, stalled);
          }
        });
    time.after(
        start + stalled + gap,
        () -> {
          if (time.now() < end) {
            strike(leader, server, quorum);
          }
        });
  }

  private Server serverOf(ElectionProcess member) {
    for (Server server : ensemble.servers()) {
      if (!ensemble.network().between(member, server).isEmpty()) {
        return server;
      }
    }
    return dice.pick(ensemble.servers());
  }

  private void stall(ElectionProcess leader, Server server, Server quorum, long nanos) {
    switch (dice.below(5)) {
      case 0 -> faults.stall(server, leader, nanos);
      case 1 -> faults.stall(leader, server, nanos);
      case 2, 3 -> faults.stall(quorum, server, nanos);
      default -> faults.stall(server, quorum, nanos);
    }
  }

  private void strike(ElectionProcess leader, Server server, Server quorum) {
    long length = dice.between(timeout, 3 * timeout);
    int which = dice.below(4);
    if (which != 0) {
      faults.cut(server, quorum, length);
    }
    if (which > 1) {
      faults.cut(quorum, server, length);
    }
    if (dice.chance(0.7)) {
      for (Server other : ensemble.servers()) {
        if (other != server || which == 0) {
          part(leader, other, length);
        }
      }
    }
    if (dice.chance(0.2)) {
      faults.pause(leader, dice.between(0, 2 * timeout));
    }
  }

  private void part(SimulatedProcess one, SimulatedProcess other, long nanos) {
    faults.cut(one, other, nanos);
    faults.cut(other, one, nanos);
  }
}
