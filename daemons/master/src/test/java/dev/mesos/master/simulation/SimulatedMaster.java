package dev.mesos.master.simulation;

import com.google.protobuf.Message;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.master.core.MasterAction;
import dev.mesos.master.core.MasterCore;
import dev.mesos.master.core.MasterEvent;
import dev.mesos.master.core.MasterMetrics;
import dev.mesos.master.core.OperatorCall;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** A master process, which is started again whenever it has ended. Does as its runtime does. */
final class SimulatedMaster extends Actor implements Election.Observer {

  private static final long START = 2_000_000_000;

  private final World world;
  private final PeerAddress address;
  private final Map<PeerAddress, Long> links = new HashMap<>();
  private @Nullable MasterCore core;
  private @Nullable SimulatedRegistry registry;
  private MasterInfo self;
  private int candidate;
  private int toldEpoch;
  private long calls;

  SimulatedMaster(int number, World world) {
    super("master" + number, world.time());
    this.world = world;
    this.address = new PeerAddress("10.0.0." + (number + 1), 5050);
    this.self = info();
  }

  private MasterInfo info() {
    try {
      return MasterInfo.of(
          name() + "-" + incarnation(),
          (Inet4Address) InetAddress.getByName(address.host()),
          address.port(),
          name(),
          "1.11.0",
          List.of());
    } catch (UnknownHostException e) {
      throw new AssertionError(e);
    }
  }

  PeerAddress address() {
    return address;
  }

  @Override
  protected void started() {
    self = info();
    toldEpoch = 0;
    links.clear();
    MasterCore next = new MasterCore(world.rules().master(), self, new MasterMetrics());
    core = next;
    registry = new SimulatedRegistry(this, world, news -> handle(new MasterEvent.Registry(news)));
    after(
        dice().upTo(START),
        () -> {
          registry.connect();
          candidate = world.election().stand(this);
        });
  }

  @Override
  protected void ended() {
    super.ended();
    core = null;
    if (registry != null) {
      registry.end();
      registry = null;
    }
    if (candidate != 0) {
      world.election().silent(candidate);
      candidate = 0;
    }
    world.restart(this);
  }

  /** Whether it may act: the election's promise, from the proof of its candidacy on. */
  boolean leads() {
    return candidate != 0 && world.election().epoch() == candidate;
  }

  boolean isLeading() {
    return core != null && core.view().leading() && leads();
  }

  /** Whether it says of a message that it has taken it. */
  boolean takes() {
    return core != null && core.acts();
  }

  MasterInfo self() {
    return self;
  }

  int candidate() {
    return candidate;
  }

  @Nullable MasterCore core() {
    return core;
  }

  @Override
  public void look() {
    arrives(() -> {
      int epoch = world.election().epoch();
      if (epoch == toldEpoch || candidate == 0) {
        return;
      }
      toldEpoch = epoch;
      if (epoch == 0) {
        handle(new MasterEvent.NoLeaderDetected("nobody stands"));
      } else if (epoch == candidate) {
        handle(new MasterEvent.CandidacyLeads(OptionalLong.of(epoch), Election.znode(epoch)));
      } else {
        world
            .election()
            .leader()
            .ifPresent(leader ->
                handle(new MasterEvent.LeaderDetected(leader.self(), OptionalLong.of(epoch))));
      }
    });
  }

  /** Its session is over; others may lead from now on. */
  void expire() {
    if (candidate != 0) {
      int lost = candidate;
      candidate = 0;
      world.election().leave(lost);
      arrives(() -> handle(new MasterEvent.CandidacyLost("the session has expired")));
    }
  }

  /** Nothing goes to or comes from ZooKeeper for a while. */
  void cutOffFromZooKeeper(long nanos) {
    if (registry == null) {
      return;
    }
    SimulatedRegistry cut = registry;
    cut.cut();
    if (nanos > world.election().sessionTimeout()) {
      after(world.election().sessionTimeout(), this::expire);
    }
    after(
        nanos,
        () -> {
          if (cut == registry) {
            cut.connect();
          }
        });
  }

  /** An operator says that a slave never comes back. */
  void markGone(String id) {
    arrives(() -> handle(new MasterEvent.Operate(++calls, new OperatorCall.MarkAgentGone(id))));
  }

  void receive(Upid from, String to, OptionalLong epoch, Message message) {
    handle(new MasterEvent.Received(from, to, epoch, message));
  }

  @Override
  void broken(Actor other) {
    if (other instanceof SimulatedSlave slave) {
      Long link = links.remove(slave.address());
      if (link != null) {
        handle(new MasterEvent.LinkBroken(slave.address(), link));
      }
    }
  }

  private void handle(MasterEvent event) {
    MasterCore current = core;
    if (current == null) {
      return;
    }
    if (current.epoch().isPresent() && !leads()) {
      take(current, new MasterEvent.CandidacyLost("the lease has run out"));
    }
    take(current, event);
    world.judge().looked(this);
  }

  private void take(MasterCore current, MasterEvent event) {
    for (MasterAction action : current.handle(now(current), event)) {
      perform(current, action);
    }
  }

  private Instant now(MasterCore current) {
    return Instant.ofEpochMilli(time().now() / 1_000_000);
  }

  private void perform(MasterCore current, MasterAction action) {
    switch (action) {
      case MasterAction.Recover(var writer) -> registry().recover(writer);
      case MasterAction.Write(long number, var operation) -> registry().submit(number, operation);
      case MasterAction.Send send -> send(current, send);
      case MasterAction.Link link -> links.put(link.address(), link.link());
      case MasterAction.Unlink unlink -> links.remove(unlink.address());
      case MasterAction.SetTimer(var timer, var after) ->
          after(after.toNanos(), () -> handle(new MasterEvent.TimerFired(timer)));
      case MasterAction.Tell tell -> note(tell.text());
      case MasterAction.Exit exit -> exit(exit);
      case MasterAction.Contend contend -> candidate = world.election().stand(this);
      case MasterAction.Answer answer -> {
        // nobody waits for it
      }
    }
  }

  private SimulatedRegistry registry() {
    if (registry == null) {
      throw new IllegalStateException(this + " does not run");
    }
    return registry;
  }

  private void send(MasterCore current, MasterAction.Send send) {
    if (!leads()) {
      return;
    }
    SimulatedSlave slave = world.slaveAt(send.to().address());
    OptionalLong epoch = current.epoch();
    world.judge().says(this, send.message());
    world
        .wires()
        .send(
            this,
            slave,
            () -> slave.receive(new Upid(send.from(), address), epoch, send.message()));
  }

  private void exit(MasterAction.Exit exit) {
    note("exits: " + exit.reason());
    int given = candidate;
    candidate = 0;
    world.election().leave(given);
    kill();
    world.hungUp(this);
  }
}
