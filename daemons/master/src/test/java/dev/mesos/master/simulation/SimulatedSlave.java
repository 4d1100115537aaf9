package dev.mesos.master.simulation;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import dev.mesos.slave.core.Leader;
import dev.mesos.slave.core.Registration;
import dev.mesos.slave.core.SlaveAction;
import dev.mesos.slave.core.SlaveCore;
import dev.mesos.slave.core.SlaveEvent;
import dev.mesos.slave.core.SlaveStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import org.apache.mesos.Protos.SlaveInfo;
import org.jspecify.annotations.Nullable;

/**
 * A slave process, which is started again whenever it has ended. Its disk outlives it. Does as its
 * runtime does.
 */
final class SimulatedSlave extends Actor {

  private static final Duration BACKOFF = Duration.ofMillis(500);

  private final World world;
  private final Upid pid;
  private final SlaveInfo info;
  private Optional<String> disk = Optional.empty();
  private @Nullable SlaveCore core;
  private Coordination.@Nullable Lookout lookout;
  private @Nullable PeerAddress linked;
  private long timer;

  SimulatedSlave(int number, World world) {
    super("slave" + number, world.coordination().clock(), world.time());
    this.world = world;
    this.pid = new Upid("slave(1)", "10.0.1." + (number + 1), 5051);
    this.info = SlaveInfo.newBuilder().setHostname(name()).setPort(5051).build();
  }

  PeerAddress address() {
    return pid.address();
  }

  /** The id that it has kept. */
  Optional<String> id() {
    return disk;
  }

  Optional<SlaveStatus> status() {
    return Optional.ofNullable(core).map(SlaveCore::status);
  }

  @Override
  protected void started() {
    core =
        new SlaveCore(
            new Registration(info, "1.11.0", List.of(), ByteString.copyFrom(new byte[16])),
            disk,
            BACKOFF,
            SlaveCore.OnStop.PAUSE,
            new Random(dice().below(Integer.MAX_VALUE)));
    linked = null;
    Coordination.Lookout eyes = world.coordination().lookout(this);
    lookout = eyes;
    eyes.start();
  }

  @Override
  protected void ended() {
    super.ended();
    core = null;
    if (lookout != null) {
      lookout.ended();
      lookout = null;
    }
    world.restart(this);
  }

  /** It is stopped in good order, and will be back. */
  void stop() {
    if (acting()) {
      handle(new SlaveEvent.Stop());
      kill();
      world.hungUp(this);
    }
  }

  void receive(Upid from, OptionalLong epoch, Message message) {
    SlaveCore current = core;
    if (current != null) {
      Optional<Leader> leader = current.status().leader();
      List<SlaveAction> actions =
          current.on(new SlaveEvent.Received(from, world.rules().epochSeen(epoch), message));
      if (actions.stream().anyMatch(action -> !(action instanceof SlaveAction.Ignore))) {
        world.judge().obeys(this, leader.map(Leader::epoch), epoch, message);
      }
      actions.forEach(this::perform);
    }
  }

  @Override
  void broken(Actor other) {
    if (other instanceof SimulatedMaster master && master.address().equals(linked)) {
      linked = null;
      handle(new SlaveEvent.LinkExited(master.address()));
    }
  }

  private void answered(SimulatedMaster master, boolean taken) {
    if (master.address().equals(linked)) {
      handle(new SlaveEvent.Answered(master.address(), taken));
    }
  }

  void handle(SlaveEvent event) {
    SlaveCore current = core;
    if (current != null) {
      current.on(event).forEach(this::perform);
    }
  }

  private void perform(SlaveAction action) {
    switch (action) {
      case SlaveAction.Send send -> {
        SimulatedMaster master = world.masterAt(send.to().address());
        world
            .wires()
            .send(
                this,
                master,
                () -> {
                  boolean taken = master.takes();
                  world.wires().send(master, this, () -> answered(master, taken));
                  master.receive(pid, send.to().id(), send.epoch(), send.message());
                });
      }
      case SlaveAction.Link link -> linked = link.address();
      case SlaveAction.Unlink unlink -> linked = null;
      case SlaveAction.StartTimer(Duration delay, long number) -> {
        timer = number;
        after(
            delay.toNanos(),
            () -> {
              if (timer == number) {
                handle(new SlaveEvent.TimerFired(number));
              }
            });
      }
      case SlaveAction.StopTimer stop -> timer = -1;
      case SlaveAction.Redetect redetect -> {
        if (world.rules().redetects() && lookout != null) {
          lookout.redetect();
        }
      }
      case SlaveAction.KeepId(String id) -> disk = Optional.of(id);
      case SlaveAction.ForgetId forget -> disk = Optional.empty();
      case SlaveAction.Ignore ignore -> note("ignores " + ignore.reason());
      case SlaveAction.Log log -> note(log.line());
      case SlaveAction.Exit exit -> {
        note("exits: " + exit.reason());
        if (exit.code() != 0) {
          world.judge().find(this + " ends with an error: " + exit.reason());
        }
        kill();
        world.hungUp(this);
      }
    }
  }
}
