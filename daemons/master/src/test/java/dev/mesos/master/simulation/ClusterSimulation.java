package dev.mesos.master.simulation;

import dev.mesos.coordination.simulation.Dice;
import dev.mesos.coordination.simulation.Trace;
import dev.mesos.coordination.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * One run: masters and slaves, of numbers that the seed chooses; storms of faults, and after each a
 * calm in which all has to be well.
 */
final class ClusterSimulation implements World {

  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long RESTART = 3 * SECOND;
  private static final long STORM = 60 * SECOND;
  private static final List<Long> PAUSES = List.of(3 * SECOND, 15 * SECOND, 40 * SECOND);
  private static final long FAULT = 12 * SECOND;
  private static final long AMBUSH = 100 * MS;
  private static final long STEP = SECOND;

  /** Restarts, detection, back-off, the time to come over, pings, and what is slow now and then. */
  private static final long PATIENCE = 120 * SECOND;

  /** After a fault: to detect, to register with some back-off, and the ping budget. */
  private static final long RECOVERY = 18 * SECOND;

  private final Rules rules;
  private final Trace trace;
  private final Dice dice;
  private final VirtualTime time;
  private final Coordination coordination;
  private final Wires wires;
  private final ClusterJudge judge;
  private final List<SimulatedMaster> masters = new ArrayList<>();
  private final List<SimulatedSlave> slaves = new ArrayList<>();
  private final Map<SimulatedSlave, Long> troubled = new HashMap<>();
  private int era;
  private boolean ambush;

  /**
   * A run that has not begun.
   *
   * @param depth how much of it is simulated
   */
  ClusterSimulation(long seed, Rules rules, Depth depth, Trace trace) {
    this.rules = rules;
    this.trace = trace;
    this.dice = new Dice(seed);
    this.time = new VirtualTime(dice, trace);
    this.wires = new Wires(time);
    this.judge = new ClusterJudge(this);
    this.coordination = depth.coordinating().apply(this);
    for (int i = 2 + dice.below(2); i > 0; i--) {
      masters.add(new SimulatedMaster(masters.size(), this));
    }
    for (int i = 1 + dice.below(4); i > 0; i--) {
      slaves.add(new SimulatedSlave(slaves.size(), this));
    }
  }

  /** Runs it all, or until something is found wrong. Returns itself. */
  ClusterSimulation run() {
    coordination.start();
    masters.forEach(Actor::start);
    slaves.forEach(slave -> {
      trouble(slave, 0);
      slave.start();
    });
    int storms = 1 + dice.below(2);
    for (int i = 0; i < storms && judge.findings().isEmpty(); i++) {
      storm();
      calm();
    }
    return this;
  }

  private void storm() {
    time.rough(true);
    long end = time.now() + STORM;
    long pause = dice.pick(PAUSES);
    while (time.now() < end && judge.findings().isEmpty()) {
      time.runUntil(time.now() + dice.upTo(pause));
      strike();
    }
  }

  private void strike() {
    long length = dice.upTo(FAULT);
    long unwell = coordination.strike(length);
    if (unwell == 0) {
      strike(dice.chance(0.6) ? leader() : dice.pick(masters), dice.pick(slaves), length);
    } else {
      slaves.forEach(slave -> trouble(slave, unwell));
    }
  }

  private SimulatedMaster leader() {
    return masters.stream().filter(SimulatedMaster::leads).findFirst().orElse(masters.getFirst());
  }

  private void strike(SimulatedMaster master, SimulatedSlave slave, long length) {
    switch (dice.below(15)) {
      case 0, 1 -> crash(master);
      case 2, 3 -> {
        coordination.standsStill(master, length);
        master.suspend();
        later(length, master::resume);
      }
      case 4 -> coordination.cutOff(master, length);
      case 5 -> crash(slave);
      case 6 -> {
        trouble(slave, length);
        slave.suspend();
        later(length, slave::resume);
      }
      case 7 -> {
        trouble(slave, RESTART);
        slave.stop();
      }
      case 8 -> {
        trouble(slave, length);
        coordination.cutOff(slave, length);
      }
      case 9, 10 -> block(master, slave, slave, length);
      case 11 -> block(slave, master, slave, length);
      case 12 -> {
        trouble(slave, 0);
        wires.reset(master, slave);
      }
      case 13 -> ambush = true;
      default -> slave.id().filter(id -> dice.chance(0.2)).ifPresent(id -> leader().markGone(id));
    }
  }

  /** The worst moment for a leader to go: with a write on its way. */
  @Override
  public void writes(SimulatedMaster master) {
    if (ambush) {
      ambush = false;
      later(
          dice.upTo(AMBUSH),
          () -> {
            if (master.running()) {
              crash(master);
            }
          });
    }
  }

  private void crash(Actor process) {
    if (process instanceof SimulatedSlave slave) {
      trouble(slave, RESTART);
    }
    if (dice.chance(0.6)) {
      process.kill();
      hungUp(process);
    } else {
      process.vanish();
    }
  }

  private void block(Actor from, Actor to, SimulatedSlave concerned, long length) {
    trouble(concerned, length);
    wires.block(from, to);
    later(length, () -> wires.open(from, to));
  }

  private void later(long nanos, Runnable action) {
    int mine = era;
    time.after(
        nanos,
        () -> {
          if (mine == era) {
            action.run();
          }
        });
  }

  private void trouble(SimulatedSlave slave, long length) {
    troubled.merge(slave, time.now() + length + RECOVERY, Math::max);
  }

  private void calm() {
    if (!judge.findings().isEmpty()) {
      return;
    }
    era++;
    ambush = false;
    time.rough(false);
    wires.heal();
    coordination.heal();
    masters.forEach(Actor::resume);
    slaves.forEach(Actor::resume);
    long end = time.now() + PATIENCE;
    while (time.now() < end && judge.findings().isEmpty() && !judge.wrong().isEmpty()) {
      time.runUntil(time.now() + STEP);
    }
    judge.wrong().forEach(judge::find);
  }

  List<String> findings() {
    return judge.findings();
  }

  String setting() {
    return masters.size() + " masters, " + slaves.size() + " slaves";
  }

  Trace trace() {
    return trace;
  }

  @Override
  public VirtualTime time() {
    return time;
  }

  @Override
  public Rules rules() {
    return rules;
  }

  @Override
  public Coordination coordination() {
    return coordination;
  }

  @Override
  public Wires wires() {
    return wires;
  }

  @Override
  public ClusterJudge judge() {
    return judge;
  }

  @Override
  public List<SimulatedMaster> masters() {
    return masters;
  }

  @Override
  public List<SimulatedSlave> slaves() {
    return slaves;
  }

  @Override
  public boolean isWell(SimulatedSlave slave) {
    return slave.acting() && time.now() > troubled.getOrDefault(slave, 0L);
  }

  @Override
  public void restart(Actor process) {
    if (process instanceof SimulatedSlave slave) {
      trouble(slave, RESTART);
    }
    time.after(dice.between(MS, RESTART), process::start);
  }

  @Override
  public void hungUp(Actor process) {
    List<? extends Actor> others = process instanceof SimulatedMaster ? slaves : masters;
    others.forEach(
        other -> time.after(dice.upTo(SECOND), () -> other.arrives(() -> other.broken(process))));
  }
}
