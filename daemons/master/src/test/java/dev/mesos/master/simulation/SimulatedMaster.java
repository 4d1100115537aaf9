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
final class SimulatedMaster extends Actor {

  private final World world;
  private final PeerAddress address;
  private final Map<PeerAddress, Long> links = new HashMap<>();
  private @Nullable MasterCore core;
  private @Nullable SimulatedRegistry registry;
  private Coordination.@Nullable Seat seat;
  private MasterInfo self;
  private long calls;

  SimulatedMaster(int number, World world) {
    super("master" + number, world.coordination().clock(), world.time());
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
    links.clear();
    core = new MasterCore(world.rules().master(), self, new MasterMetrics());
    SimulatedRegistry ours =
        new SimulatedRegistry(this, world, news -> handle(new MasterEvent.Registry(news)));
    registry = ours;
    ours.connect();
    Coordination.Seat place = world.coordination().seat(this);
    seat = place;
    place.start();
  }

  @Override
  protected void ended() {
    super.ended();
    quit();
    if (seat != null) {
      seat.ended();
      seat = null;
    }
    world.restart(this);
  }

  private void quit() {
    core = null;
    if (registry != null) {
      registry.end();
      registry = null;
    }
  }

  /** Whether it may act: the election's promise, from the proof of its candidacy on. */
  boolean leads() {
    return seat != null && seat.leads();
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

  /** The epoch in which it leads, 0 if it does not. */
  long epoch() {
    return core == null ? 0 : core.epoch().orElse(0);
  }

  @Nullable MasterCore core() {
    return core;
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

  void handle(MasterEvent event) {
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
    for (MasterAction action : current.handle(wallClock(), event)) {
      perform(current, action);
    }
  }

  private Instant wallClock() {
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
      case MasterAction.Contend contend -> {
        if (seat != null) {
          seat.contend();
        }
      }
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
    quit();
    Runnable end =
        () -> {
          if (running()) {
            kill();
            world.hungUp(this);
          }
        };
    if (seat == null) {
      end.run();
    } else {
      seat.resign(end);
    }
  }
}
