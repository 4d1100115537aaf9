package dev.mesos.bench.scale;

import com.google.protobuf.ByteString;
import dev.mesos.protocol.LibprocessMessage;
import dev.mesos.protocol.Upid;
import dev.mesos.slave.core.Registration;
import dev.mesos.slave.core.SlaveAction;
import dev.mesos.slave.core.SlaveCore;
import dev.mesos.slave.core.SlaveEvent;
import dev.mesos.slave.core.SlaveStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveInfo;
import org.apache.mesos.Protos.Value;

/** A slave of a {@link Swarm}: the real state machine. Used on the swarm's thread only. */
final class SwarmSlave {

  private static final Duration BACKOFF = Duration.ofSeconds(1);
  private static final int CPUS = 8;
  private static final int MEGABYTES = 16_384;

  private final Swarm swarm;
  private final int number;
  private final Swarm.Place place;
  private final Upid pid;
  private final SlaveCore core;
  private long timer;
  private boolean registered;

  SwarmSlave(Swarm swarm, int number, Swarm.Place place, Upid pid) {
    this.swarm = swarm;
    this.number = number;
    this.place = place;
    this.pid = pid;
    SlaveInfo info =
        SlaveInfo.newBuilder()
            .setHostname(pid.id() + "." + pid.address().host())
            .setPort(pid.address().port())
            .addResources(scalar("cpus", CPUS))
            .addResources(scalar("mem", MEGABYTES))
            .build();
    this.core =
        new SlaveCore(
            new Registration(info, "1.11.0", List.of(), ByteString.copyFrom(new byte[16])),
            Optional.empty(),
            BACKOFF,
            SlaveCore.OnStop.PAUSE,
            ThreadLocalRandom.current());
  }

  private static Resource scalar(String name, double value) {
    return Resource.newBuilder()
        .setName(name)
        .setType(Value.Type.SCALAR)
        .setScalar(Value.Scalar.newBuilder().setValue(value))
        .build();
  }

  void on(SlaveEvent event) {
    if (swarm.isSilent(number)) {
      return;
    }
    core.on(event).forEach(this::perform);
    boolean now = core.status().mode() == SlaveStatus.Mode.REGISTERED;
    if (now != registered) {
      registered = now;
      swarm.registered(now ? 1 : -1);
    }
  }

  private void perform(SlaveAction action) {
    switch (action) {
      case SlaveAction.Send send -> {
        LibprocessMessage message = LibprocessMessage.of(pid, send.to().id(), send.message());
        var unused =
            place
                .client()
                .send(
                    send.to().address(),
                    send.epoch().isPresent()
                        ? message.withEpoch(send.epoch().getAsLong())
                        : message);
      }
      case SlaveAction.Link link ->
          place
              .client()
              .link(
                  link.address(),
                  () -> swarm.run(() -> on(new SlaveEvent.LinkExited(link.address()))),
                  taken -> swarm.run(() -> on(new SlaveEvent.Answered(link.address(), taken))));
      case SlaveAction.StartTimer(Duration delay, long next) -> {
        timer = next;
        swarm.after(
            delay,
            () -> {
              if (timer == next) {
                on(new SlaveEvent.TimerFired(next));
              }
            });
      }
      case SlaveAction.StopTimer stop -> timer = -1;
      case SlaveAction.Redetect redetect -> swarm.lookAgain(this);
      case SlaveAction.Exit exit -> swarm.say("exit " + exit.reason());
      case SlaveAction.Unlink unlink -> {
        // others share the connection
      }
      case SlaveAction.KeepId kept -> {}
      case SlaveAction.ForgetId forget -> {}
      case SlaveAction.Ignore ignore -> {}
      case SlaveAction.Log log -> {}
    }
  }
}
