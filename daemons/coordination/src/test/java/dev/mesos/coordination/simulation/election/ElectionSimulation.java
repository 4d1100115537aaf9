package dev.mesos.coordination.simulation.election;

import dev.mesos.coordination.simulation.Clock;
import dev.mesos.coordination.simulation.Dice;
import dev.mesos.coordination.simulation.Faults;
import dev.mesos.coordination.simulation.Network;
import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.Trace;
import dev.mesos.coordination.simulation.VirtualTime;
import dev.mesos.coordination.simulation.zookeeper.Ensemble;
import dev.mesos.coordination.simulation.zookeeper.EnsembleSettings;
import java.util.ArrayList;
import java.util.List;

/**
 * One run: an ensemble, masters, slaves and an operator, of sizes and settings that the seed
 * chooses; storms of faults, and after each a calm in which all has to be well.
 */
public final class ElectionSimulation {

  private static final String PATH = "/mesos";
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long DRIFT = 20_000;
  private static final List<Long> TICKS = List.of(200 * MS, 500 * MS, 1_000 * MS, 2_000 * MS);

  private final VirtualTime time;
  private final Dice dice;
  private final Trace trace;
  private final Faults faults;
  private final Ensemble ensemble;
  private final Truth truth;
  private final Judge judge;
  private final Rules rules;
  private final List<ElectionProcess> members = new ArrayList<>();
  private final Vandal vandal;
  private final long requested;
  private final long timeout;

  /** A run that has not begun. */
  public ElectionSimulation(long seed, Rules rules, Trace trace) {
    this.rules = rules;
    this.trace = trace;
    this.dice = new Dice(seed);
    this.time = new VirtualTime(dice, trace);
    Network network = new Network(time);
    long tick = dice.pick(TICKS);
    int servers = dice.chance(0.8) ? 3 : dice.chance(0.5) ? 5 : 1;
    EnsembleSettings settings = EnsembleSettings.of(servers, tick);
    this.ensemble = new Ensemble(settings, time, network, DRIFT);
    this.requested = Math.min(tick * dice.between(1, dice.chance(0.5) ? 6 : 25), 12 * SECOND);
    this.timeout = Math.min(Math.max(requested, settings.shortest()), settings.longest());
    this.truth = new Truth(ensemble, PATH, rules.readable());
    this.judge = new Judge(time, truth, rules.strict());
    this.faults = new Faults(time, network);
    this.vandal = new Vandal(PATH, ensemble);
    cast(tick);
  }

  private void cast(long tick) {
    int masters = 2 + dice.below(3);
    for (int i = 0; i < masters; i++) {
      add("master" + i, dice.chance(0.8) ? Rules.Part.MASTER : Rules.Part.PATIENT_MASTER, tick);
    }
    for (int i = dice.below(3); i > 0; i--) {
      add("slave" + i, Rules.Part.SLAVE, tick);
    }
    if (dice.chance(0.5)) {
      add("operator", Rules.Part.OPERATOR, tick);
    }
  }

  private void add(String name, Rules.Part part, long tick) {
    ElectionProcess member =
        new ElectionProcess(
            name,
            Clock.random(dice, DRIFT),
            PATH,
            ensemble,
            judge,
            timeout,
            dice.between(100 * MS, 2 * timeout),
            host -> rules.casting().cast(part, host, requested, tick));
    members.add(member);
    judge.judges(member);
  }

  /** Runs it all, or until something is found wrong. Returns itself. */
  public ElectionSimulation run() {
    ensemble.start();
    if (rules.strict()) {
      vandal.start();
    }
    members.forEach(member -> time.after(dice.upTo(5 * SECOND), member::start));
    int storms = 1 + dice.below(3);
    for (int i = 0; i < storms && judge.findings().isEmpty(); i++) {
      storm();
      calm();
    }
    return this;
  }

  private void storm() {
    Ambush ambush = new Ambush(faults, ensemble, timeout);
    Storm storm =
        new Storm(
            faults,
            ensemble,
            members,
            vandal,
            ambush,
            Math.max(timeout, 5 * ensemble.settings().tick()));
    judge.whenProlonged(ambush::prolonged);
    long length = timeout * dice.between(4, 16);
    storm.begin(length);
    time.rough(true);
    long end = time.now() + length;
    while (time.now() < end && judge.findings().isEmpty()) {
      time.runUntil(Math.min(end, time.now() + timeout));
    }
  }

  private void calm() {
    if (!judge.findings().isEmpty()) {
      return;
    }
    List<SimulatedProcess> all = new ArrayList<>(ensemble.servers());
    all.addAll(members);
    faults.heal(all);
    time.rough(false);
    if (rules.strict()) {
      long end = time.now() + patience();
      while (time.now() < end && judge.findings().isEmpty() && !judge.wrong().isEmpty()) {
        time.runUntil(time.now() + timeout);
      }
      judge.wrong().forEach(judge::find);
      if (dice.chance(0.2)) {
        stayWell();
      }
    } else {
      time.runUntil(time.now() + 2 * timeout);
    }
  }

  /** What the storm has begun may still end in an election; after that there is none. */
  private void stayWell() {
    time.runUntil(time.now() + patience() / 2);
    int elections = judge.elections();
    time.runUntil(time.now() + 2 * timeout);
    judge.nothingHappened(elections);
    judge.wrong().forEach(judge::find);
  }

  /** Within what all is well again. */
  private long patience() {
    EnsembleSettings settings = ensemble.settings();
    return 3 * settings.tick() * settings.syncLimit() + 4 * timeout + 20 * SECOND;
  }

  /** What was found wrong. */
  public List<String> findings() {
    return judge.findings();
  }

  /** For how long two believed to lead, at least, in nanoseconds. */
  public long overlap() {
    return judge.overlap();
  }

  /** How many times somebody began to lead. */
  public int elections() {
    return judge.elections();
  }

  /** How many events there were. */
  public long steps() {
    return time.steps();
  }

  /** How long it took by its own time, in nanoseconds. */
  public long length() {
    return time.now();
  }

  /** What was chosen for it. */
  public String setting() {
    return ensemble.settings().servers()
        + " servers, tickTime "
        + ensemble.settings().tick() / MS
        + " ms, session timeout "
        + timeout / MS
        + " ms, "
        + members.size()
        + " members";
  }

  /** The last steps. */
  public Trace trace() {
    return trace;
  }
}
