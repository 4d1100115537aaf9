package dev.mesos.master.simulation;

import dev.mesos.coordination.Candidacy;
import dev.mesos.coordination.ClusterZnodes;
import dev.mesos.coordination.Detection;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.SimulatedElection;
import dev.mesos.coordination.SimulatedZnodes;
import dev.mesos.coordination.ZnodeChange;
import dev.mesos.coordination.simulation.Clock;
import dev.mesos.coordination.simulation.Dice;
import dev.mesos.coordination.simulation.Faults;
import dev.mesos.coordination.simulation.Network;
import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.zookeeper.Ensemble;
import dev.mesos.coordination.simulation.zookeeper.EnsembleSettings;
import dev.mesos.coordination.simulation.zookeeper.LeftSession;
import dev.mesos.coordination.simulation.zookeeper.Server;
import dev.mesos.coordination.simulation.zookeeper.Transaction;
import dev.mesos.coordination.simulation.zookeeper.Transaction.Change;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import dev.mesos.master.registry.RegistryAction;
import dev.mesos.master.registry.RegistryEvent;
import dev.mesos.master.runtime.ElectionEvents;
import dev.mesos.slave.core.SlaveEvent;
import dev.mesos.slave.runtime.LeaderEvents;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Nothing is taken for granted: masters and slaves elect and detect by the cores that they have in
 * truth, and the registry is in the same ensemble of simulated servers, which crash, stand still
 * and lose each other like everybody else.
 */
final class ModelledCoordination implements Coordination {

  private static final String PATH = "/mesos";
  private static final long MS = 1_000_000;
  private static final long SECOND = 1_000 * MS;
  private static final long DRIFT = 10_000;
  private static final long SLOW = 5 * SECOND;
  private static final long LAST_WORDS = SECOND;
  private static final List<Long> TICKS = List.of(200 * MS, 500 * MS);
  private static final List<Long> TIMEOUTS = List.of(5 * SECOND, 8 * SECOND);

  /** Servers elect and masters start again, then stand, lead and read the registry. */
  private static final long RECOVERY = 20 * SECOND;

  private final World world;
  private final Dice dice;
  private final Network network;
  private final Faults faults;
  private final Ensemble ensemble;
  private final SessionSettings session;
  private final boolean weak;
  private final SimulatedProcess operator;
  private final Map<Actor, LeftSession> left = new HashMap<>();

  ModelledCoordination(World world) {
    this.world = world;
    this.dice = world.time().dice();
    this.network = new Network(world.time());
    this.faults = new Faults(world.time(), network);
    long tick = dice.pick(TICKS);
    this.ensemble = new Ensemble(EnsembleSettings.of(3, tick), world.time(), network, DRIFT);
    this.session =
        new SessionSettings(
            Duration.ofNanos(dice.pick(TIMEOUTS)), Duration.ofNanos(tick), true, Optional.empty());
    this.weak = dice.chance(0.5);
    this.operator =
        new Actor("operator", clock(), world.time()) {
          @Override
          void broken(Actor other) {}
        };
    ensemble.observe(this::committed);
  }

  @Override
  public Clock clock() {
    return Clock.random(dice, DRIFT);
  }

  @Override
  public void start() {
    ensemble.start();
    operator.start();
  }

  @Override
  public Seat seat(SimulatedMaster master) {
    return new ModelledSeat(master);
  }

  @Override
  public Lookout lookout(SimulatedSlave slave) {
    return new ModelledLookout(slave);
  }

  @Override
  public Wire wire(SimulatedMaster master, Consumer<RegistryEvent> events) {
    return new ModelledWire(master, events);
  }

  @Override
  public void cutOff(Actor process, long nanos) {
    faults.isolate(process, ensemble.servers(), nanos);
  }

  @Override
  public void standsStill(Actor process, long nanos) {}

  @Override
  public long strike(long nanos) {
    if (dice.chance(0.4)) {
      faults.slow(
          dice.pick(world.masters()), dice.pick(ensemble.servers()), dice.upTo(SLOW), nanos);
    }
    if (!weak || !dice.chance(0.4)) {
      return 0;
    }
    Server server =
        dice.chance(0.5)
            ? ensemble.leader().orElseGet(ensemble.servers()::getFirst)
            : dice.pick(ensemble.servers());
    Server other = dice.pick(ensemble.servers());
    switch (dice.below(6)) {
      case 0 -> faults.restart(server, nanos);
      case 1 -> {
        faults.restart(server, nanos);
        faults.restart(other, nanos);
      }
      case 2 -> faults.pause(server, nanos);
      case 3 -> faults.isolate(server, ensemble.servers(), nanos);
      case 4 -> faults.part(server, other, nanos);
      default -> {
        List<Actor> all =
            Stream.<Actor>concat(world.masters().stream(), world.slaves().stream()).toList();
        faults.isolate(server, all, nanos);
      }
    }
    return nanos + RECOVERY;
  }

  @Override
  public void heal() {
    faults.heal(ensemble.servers());
  }

  /** Lets the judge see what becomes of the registry. */
  private void committed(Transaction transaction) {
    if (transaction.change() instanceof Change.Multi(var parts)) {
      world.judge().written(parts.stream().flatMap(ModelledCoordination::change).toList());
    }
  }

  private static Stream<ZnodeChange> change(Change part) {
    return switch (part) {
      case Change.Created created ->
          Stream.of(new ZnodeChange.Create(relative(created.path()), created.data()));
      case Change.DataSet(String path, byte[] data) ->
          Stream.of(new ZnodeChange.Set(relative(path), data, ZnodeChange.ANY));
      case Change.Deleted(String path) ->
          Stream.of(new ZnodeChange.Delete(relative(path), ZnodeChange.ANY));
      default -> Stream.of();
    };
  }

  private static String relative(String path) {
    return path.substring(PATH.length() + 1);
  }

  private final class ModelledSeat extends SimulatedElection implements Seat {

    private final SimulatedMaster master;
    private final LeftSession last;
    private boolean resigned;

    ModelledSeat(SimulatedMaster master) {
      super(master, ensemble, PATH, session, false, false);
      this.master = master;
      this.last = left.computeIfAbsent(master, key -> new LeftSession());
    }

    @Override
    public void start() {
      last.close(master, ensemble, session.timeout().toNanos());
      begin();
      contend();
    }

    @Override
    protected void entered(ZooKeeperClient client) {
      last.entered(client);
    }

    @Override
    public void contend() {
      contend(master.self());
    }

    @Override
    public boolean leads() {
      return !resigned && leadsUntil().filter(this::stillValid).isPresent();
    }

    private boolean stillValid(long until) {
      return until - master.now() > 0 || !world.rules().leased();
    }

    @Override
    public void resign(Runnable done) {
      resigned = true;
      stop(() -> {
        last.forget();
        done.run();
      });
      master.after(LAST_WORDS, done);
    }

    /** Sometimes the operator sees that the container has ended before its successor starts. */
    @Override
    public void ended() {
      resigned = true;
      if (dice.chance(0.5)) {
        operator.after(
            dice.upTo(LAST_WORDS),
            () -> {
              if (!master.running()) {
                last.close(operator, ensemble, session.timeout().toNanos());
              }
            });
      }
    }

    @Override
    protected void tell(Detection news) {
      master.arrives(() -> master.handle(ElectionEvents.of(news)));
    }

    @Override
    protected void tell(Candidacy news) {
      ElectionEvents.of(news).ifPresent(event -> master.arrives(() -> master.handle(event)));
    }
  }

  private final class ModelledLookout extends SimulatedElection implements Lookout {

    private final SimulatedSlave slave;
    private @Nullable SlaveEvent last;

    ModelledLookout(SimulatedSlave slave) {
      super(slave, ensemble, PATH, session, false, true);
      this.slave = slave;
    }

    @Override
    public void start() {
      begin();
    }

    @Override
    public void redetect() {
      SlaveEvent again = last;
      if (again != null) {
        slave.arrives(() -> slave.handle(again));
      }
    }

    @Override
    public void ended() {}

    @Override
    protected void tell(Detection news) {
      last = LeaderEvents.of(news);
      redetect();
    }

    @Override
    protected void tell(Candidacy news) {
      throw new IllegalStateException("a slave does not stand: " + news);
    }
  }

  private final class ModelledWire implements Wire, ClusterZnodes.Listener {

    private final SimulatedMaster owner;
    private final Consumer<RegistryEvent> events;
    private final SimulatedZnodes znodes;

    ModelledWire(SimulatedMaster owner, Consumer<RegistryEvent> events) {
      this.owner = owner;
      this.events = events;
      this.znodes =
          new SimulatedZnodes(
              owner, ensemble, PATH, session.timeout().toNanos(), world.rules().fenced(), this);
    }

    @Override
    public void start() {
      znodes.open();
    }

    @Override
    public void ended() {
      znodes.close();
    }

    @Override
    public void connected() {
      tell(new RegistryEvent.Connected());
    }

    @Override
    public void disconnected() {
      tell(new RegistryEvent.Disconnected());
    }

    private void tell(RegistryEvent event) {
      owner.arrives(() -> events.accept(event));
    }

    @Override
    public void send(RegistryAction request) {
      switch (request) {
        case RegistryAction.Read(long round, var names) ->
            znodes.read(names, answers -> tell(new RegistryEvent.WasRead(round, names, answers)));
        case RegistryAction.ListChildren(long round, String znode) ->
            znodes.children(
                znode, answer -> tell(new RegistryEvent.WasListed(round, znode, answer)));
        case RegistryAction.Write write ->
            znodes.write(
                write.changes(),
                answer -> tell(new RegistryEvent.WasWritten(write.number(), answer)));
        case RegistryAction.Tell tell -> throw new IllegalArgumentException(tell.toString());
      }
    }
  }
}
