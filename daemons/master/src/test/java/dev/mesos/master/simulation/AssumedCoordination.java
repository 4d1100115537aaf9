package dev.mesos.master.simulation;

import dev.mesos.coordination.simulation.Clock;
import dev.mesos.coordination.simulation.VirtualTime;
import dev.mesos.master.core.MasterEvent;
import dev.mesos.master.registry.FakeConnection;
import dev.mesos.master.registry.FakeZooKeeper;
import dev.mesos.master.registry.RegistryAction;
import dev.mesos.master.registry.RegistryEvent;
import dev.mesos.protocol.Upid;
import dev.mesos.slave.core.Leader;
import dev.mesos.slave.core.SlaveEvent;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Consumer;

/**
 * Takes for granted what the simulation of elections proves: one leads at a time, and everybody
 * hears of it sooner or later. The registry is on a ZooKeeper that answers late, loses answers with
 * connections, and may still carry out what was sent over one that is long gone. So a world costs
 * little, and many can be run.
 */
final class AssumedCoordination implements Coordination {

  private static final long START = 2_000_000_000;
  private static final long USUALLY = 10_000_000;
  private static final long SELDOM = 2_000_000_000;

  private final World world;
  private final VirtualTime time;
  private final FakeZooKeeper zooKeeper;
  private final Election election;
  private final Map<Actor, AssumedSeat> seats = new HashMap<>();
  private final Map<Actor, AssumedWire> wires = new HashMap<>();
  private final Map<Actor, AssumedLookout> lookouts = new HashMap<>();

  AssumedCoordination(World world) {
    this.world = world;
    this.time = world.time();
    this.zooKeeper = new FakeZooKeeper(world.rules().fenced());
    this.election = new Election(time, zooKeeper);
  }

  @Override
  public Seat seat(SimulatedMaster master) {
    AssumedSeat seat = new AssumedSeat(master);
    seats.put(master, seat);
    return seat;
  }

  @Override
  public Lookout lookout(SimulatedSlave slave) {
    AssumedLookout lookout = new AssumedLookout(slave);
    AssumedLookout before = lookouts.put(slave, lookout);
    lookout.cutOffUntil = before == null ? 0 : before.cutOffUntil;
    return lookout;
  }

  @Override
  public Wire wire(SimulatedMaster master, Consumer<RegistryEvent> events) {
    AssumedWire wire = new AssumedWire(master, events);
    wires.put(master, wire);
    return wire;
  }

  @Override
  public Clock clock() {
    return Clock.TRUE;
  }

  @Override
  public void start() {}

  @Override
  public long strike(long nanos) {
    return 0;
  }

  @Override
  public void heal() {}

  @Override
  public void cutOff(Actor process, long nanos) {
    AssumedLookout lookout = lookouts.get(process);
    if (lookout != null) {
      lookout.cutOff(nanos);
      return;
    }
    AssumedSeat seat = seats.get(process);
    AssumedWire wire = wires.get(process);
    if (seat == null || wire == null || !process.running()) {
      return;
    }
    wire.cut();
    if (nanos > Election.SESSION) {
      process.after(Election.SESSION, seat::expire);
    }
    process.after(nanos, wire::connect);
  }

  @Override
  public void standsStill(Actor process, long nanos) {
    AssumedSeat seat = seats.get(process);
    if (seat != null && nanos > Election.SESSION) {
      time.after(
          Election.SESSION,
          () -> {
            if (process.suspended()) {
              seat.expire();
            }
          });
    }
  }

  private final class AssumedSeat implements Seat, Election.Observer {

    private final SimulatedMaster master;
    private int candidate;
    private int toldEpoch;
    private boolean ended;

    AssumedSeat(SimulatedMaster master) {
      this.master = master;
    }

    @Override
    public void start() {
      election.observe(this);
      master.after(master.dice().upTo(START), this::contend);
    }

    @Override
    public void contend() {
      if (candidate == 0 && !ended) {
        candidate = election.stand();
        master.arrives(() -> master.handle(new MasterEvent.CandidacyJoined()));
      }
    }

    @Override
    public boolean leads() {
      return candidate != 0 && election.epoch() == candidate;
    }

    @Override
    public void look() {
      master.arrives(() -> {
        int epoch = election.epoch();
        if (epoch == toldEpoch) {
          return;
        }
        toldEpoch = epoch;
        if (epoch == 0) {
          master.handle(new MasterEvent.NoLeaderDetected("nobody stands"));
        } else if (epoch == candidate) {
          master.handle(
              new MasterEvent.CandidacyLeads(OptionalLong.of(epoch), Election.znode(epoch)));
        } else {
          tell(epoch);
        }
      });
    }

    private void tell(int epoch) {
      leader()
          .ifPresent(leader ->
              master.handle(new MasterEvent.LeaderDetected(leader.self(), OptionalLong.of(epoch))));
    }

    /** Its session is over; others may lead from now on. */
    void expire() {
      if (candidate != 0) {
        leave();
        master.arrives(
            () -> master.handle(new MasterEvent.CandidacyLost("the session has expired")));
      }
    }

    private void leave() {
      int lost = candidate;
      candidate = 0;
      election.leave(lost);
    }

    @Override
    public void resign(Runnable done) {
      leave();
      done.run();
    }

    @Override
    public void ended() {
      ended = true;
      election.forget(this);
      if (candidate != 0) {
        election.silent(candidate);
        candidate = 0;
      }
    }
  }

  private Optional<SimulatedMaster> leader() {
    return world.masters().stream().filter(SimulatedMaster::leads).findFirst();
  }

  private final class AssumedLookout implements Lookout, Election.Observer {

    private final SimulatedSlave slave;
    private int toldEpoch;
    private long cutOffUntil;
    private boolean ended;

    AssumedLookout(SimulatedSlave slave) {
      this.slave = slave;
    }

    @Override
    public void start() {
      election.observe(this);
      election.lookSoon(this);
    }

    @Override
    public void redetect() {
      toldEpoch = 0;
      election.lookSoon(this);
    }

    @Override
    public void ended() {
      ended = true;
      election.forget(this);
    }

    @Override
    public void look() {
      if (ended) {
        return;
      }
      slave.arrives(() -> {
        int epoch = election.epoch();
        if (time.now() < cutOffUntil || epoch == toldEpoch) {
          return;
        }
        toldEpoch = epoch;
        if (epoch == 0) {
          slave.handle(new SlaveEvent.LeaderLost("nobody stands"));
        } else {
          leader().ifPresent(leader -> slave.handle(detected(leader, epoch)));
        }
      });
    }

    private static SlaveEvent detected(SimulatedMaster leader, int epoch) {
      return new SlaveEvent.LeaderDetected(
          new Leader(new Upid("master", leader.address()), OptionalLong.of(epoch), leader.name()));
    }

    /** Knows after the session timeout that it hears nothing. */
    void cutOff(long nanos) {
      cutOffUntil = time.now() + nanos;
      if (nanos > Election.SESSION) {
        slave.after(
            Election.SESSION,
            () -> {
              toldEpoch = 0;
              slave.handle(new SlaveEvent.LeaderLost("ZooKeeper was not heard"));
              if (time.now() >= cutOffUntil) { // it was suspended until after that
                election.lookSoon(this);
              }
            });
      }
      time.after(
          nanos, () -> Optional.ofNullable(lookouts.get(slave)).ifPresent(AssumedLookout::look));
    }
  }

  private final class AssumedWire implements Wire {

    private final SimulatedMaster owner;
    private final Consumer<RegistryEvent> events;
    private final FakeConnection connection;

    AssumedWire(SimulatedMaster owner, Consumer<RegistryEvent> events) {
      this.owner = owner;
      this.events = events;
      this.connection =
          new FakeConnection(zooKeeper, (write, changes) -> world.judge().written(changes));
    }

    @Override
    public void start() {
      connect();
    }

    /** News of it comes behind that of the end of the connection before, as from ZooKeeper. */
    void connect() {
      if (!connection.connected()) {
        RegistryEvent event = connection.connect();
        owner.arrives(() -> events.accept(event));
      }
    }

    @Override
    public void send(RegistryAction request) {
      connection.send(request);
      time.after(time.lasts(USUALLY, SELDOM), this::work);
    }

    private void work() {
      connection.work();
      time.after(
          time.lasts(USUALLY, SELDOM),
          () ->
              owner.arrives(() -> {
                connection.receive().forEach(events);
                connection.receiveLost().forEach(events);
              }));
    }

    /** What was sent may be carried out for a while, whatever becomes of its sender. */
    void cut() {
      if (connection.connected()) {
        RegistryEvent event = connection.cut(time.dice().chance(0.5));
        owner.arrives(() -> {
          events.accept(event);
          for (var lost = connection.receiveLost(); !lost.isEmpty(); ) {
            lost.forEach(events);
            lost = connection.receiveLost();
          }
        });
        time.after(time.dice().upTo(5 * SELDOM), this::orphans);
      }
    }

    private void orphans() {
      while (connection.workOnOrphan()) {
        // until all are carried out
      }
    }

    @Override
    public void ended() {
      cut();
    }
  }
}
