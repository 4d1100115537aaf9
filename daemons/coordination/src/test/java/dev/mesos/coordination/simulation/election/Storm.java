package dev.mesos.coordination.simulation.election;

import dev.mesos.coordination.simulation.Dice;
import dev.mesos.coordination.simulation.Faults;
import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.VirtualTime;
import dev.mesos.coordination.simulation.zookeeper.Ensemble;
import dev.mesos.coordination.simulation.zookeeper.Server;
import java.util.ArrayList;
import java.util.List;

/**
 * One fault after the other, and many at once, where it hurts most: at ZooKeeper's leader, at the
 * server of the leading master, and between those two.
 */
final class Storm {

  private final VirtualTime time;
  private final Dice dice;
  private final Faults faults;
  private final Ensemble ensemble;
  private final List<ElectionProcess> members;
  private final Vandal vandal;
  private final Ambush ambush;
  private final long scale;
  private long end;

  /**
   * Still calm.
   *
   * @param scale what is long: a session timeout, in nanoseconds
   */
  Storm(
      Faults faults,
      Ensemble ensemble,
      List<ElectionProcess> members,
      Vandal vandal,
      Ambush ambush,
      long scale) {
    this.time = ensemble.time();
    this.dice = time.dice();
    this.faults = faults;
    this.ensemble = ensemble;
    this.members = members;
    this.vandal = vandal;
    this.ambush = ambush;
    this.scale = scale;
  }

  /** Goes on for so long. */
  void begin(long nanos) {
    end = time.now() + nanos;
    boolean patient = dice.chance(0.5);
    ambush.lie(end, patient ? 0.3 : 0.05);
    next(patient ? dice.between(scale, 10 * scale) : dice.between(scale / 30, scale / 2));
  }

  private void next(long meanPause) {
    time.after(
        dice.between(0, 2 * meanPause),
        () -> {
          if (time.now() < end) {
            strike();
            next(meanPause);
          }
        });
  }

  private long length() {
    return dice.chance(0.3) ? dice.between(0, scale / 5) : dice.between(0, 3 * scale);
  }

  private Server server() {
    return dice.chance(0.4)
        ? ensemble.leader().orElseGet(() -> dice.pick(ensemble.servers()))
        : dice.pick(ensemble.servers());
  }

  private ElectionProcess member() {
    if (dice.chance(0.6)) {
      for (ElectionProcess member : members) {
        if (member.leads()) {
          return member;
        }
      }
    }
    return dice.pick(members);
  }

  /** Where a member's connection goes, or anywhere. */
  private Server serverOf(ElectionProcess member) {
    if (dice.chance(0.8)) {
      for (Server server : ensemble.servers()) {
        if (!ensemble.network().between(member, server).isEmpty()) {
          return server;
        }
      }
    }
    return server();
  }

  private SimulatedProcess anybody() {
    return dice.chance(0.5) ? server() : member();
  }

  private void strike() {
    switch (dice.below(16)) {
      case 0 -> cutAny();
      case 1 -> faults.part(server(), server(), length());
      case 2 -> {
        ElectionProcess member = member();
        faults.part(member, serverOf(member), length());
      }
      case 3 -> faults.isolate(server(), ensemble.servers(), length());
      case 4 -> faults.isolate(member(), ensemble.servers(), length());
      case 5 -> faults.isolate(server(), everybody(), length());
      case 6, 7, 8 -> betweenServers(serverOf(member()));
      case 9 -> {
        ElectionProcess member = member();
        Server server = serverOf(member);
        boolean out = dice.chance(0.5);
        faults.stallAndBreak(
            out ? member : server, out ? server : member, dice.between(0, scale), length());
      }
      case 10 -> slow();
      case 11 -> faults.pause(anybody(), length());
      case 12 -> faults.restart(server(), dice.between(0, scale));
      case 13 -> {
        if (dice.chance(0.5)) {
          faults.crash(member());
        } else {
          member().terminate();
        }
      }
      case 14 -> {
        ElectionProcess member = member();
        faults.reset(member, serverOf(member));
      }
      default -> {
        ensemble.jump(server(), dice.between(-100_000_000, 100_000_000));
        vandal.strike();
      }
    }
  }

  private void cutAny() {
    SimulatedProcess one = anybody();
    SimulatedProcess other = one instanceof ElectionProcess member ? serverOf(member) : server();
    if (dice.chance(0.5)) {
      faults.cut(one, other, length());
    } else {
      faults.cut(other, one, length());
    }
  }

  /** Between ZooKeeper's leader and the server that the leading master is connected to. */
  private void betweenServers(Server follower) {
    Server leader = ensemble.leader().orElseGet(this::server);
    switch (dice.below(4)) {
      case 0 -> faults.cut(leader, follower, length());
      case 1 -> faults.cut(follower, leader, length());
      case 2 -> faults.isolate(follower, ensemble.servers(), length());
      default -> faults.stallAndBreak(leader, follower, dice.between(0, scale), length());
    }
  }

  private void slow() {
    SimulatedProcess one = anybody();
    SimulatedProcess other = one instanceof ElectionProcess member ? serverOf(member) : server();
    long delay = dice.upTo(scale / 2);
    faults.slow(one, other, delay, length());
    if (dice.chance(0.5)) {
      faults.slow(other, one, delay, length());
    }
  }

  private List<SimulatedProcess> everybody() {
    List<SimulatedProcess> all = new ArrayList<>(ensemble.servers());
    all.addAll(members);
    return all;
  }
}
