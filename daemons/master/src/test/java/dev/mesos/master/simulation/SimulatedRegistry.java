package dev.mesos.master.simulation;

import dev.mesos.coordination.ZnodeAnswer;
import dev.mesos.master.registry.RegistryAction;
import dev.mesos.master.registry.RegistryCore;
import dev.mesos.master.registry.RegistryEvent;
import dev.mesos.master.registry.RegistryNews;
import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.master.registry.RegistrySettings;
import dev.mesos.master.registry.RegistryWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;

/** The registry of one master: the real core on simulated coordination. Does as its shell does. */
final class SimulatedRegistry {

  private static final RegistrySettings SETTINGS =
      RegistrySettings.DEFAULT
          .withTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(60))
          .withBatches(3, 2, 4, 4);

  private final SimulatedMaster owner;
  private final World world;
  private final Consumer<RegistryNews> listener;
  private final RegistryCore core = new RegistryCore(SETTINGS);
  private final Coordination.Wire wire;
  private long alarm;
  private boolean ended;

  SimulatedRegistry(SimulatedMaster owner, World world, Consumer<RegistryNews> listener) {
    this.owner = owner;
    this.world = world;
    this.listener = listener;
    this.wire = world.coordination().wire(owner, this::arrived);
  }

  void connect() {
    wire.start();
  }

  /** Its process is no more: the next one has a registry of its own. */
  void end() {
    ended = true;
    wire.ended();
  }

  void recover(RegistryWriter writer) {
    handle(new RegistryEvent.Recover(writer));
  }

  void submit(long number, RegistryOperation operation) {
    world.writes(owner);
    handle(
        new RegistryEvent.Submit(
            number, operation, Instant.ofEpochMilli(world.time().now() / 1_000_000)));
  }

  private void arrived(RegistryEvent event) {
    // in a hurry all of it was answered before
    if (!world.rules().hurried() || !(event instanceof RegistryEvent.WasWritten)) {
      handle(event);
    }
  }

  private void handle(RegistryEvent event) {
    if (ended) {
      return;
    }
    for (RegistryAction action : core.on(event, owner.now())) {
      if (action instanceof RegistryAction.Tell(RegistryNews news)) {
        owner.arrives(() -> listener.accept(news));
      } else {
        wire.send(action);
        if (action instanceof RegistryAction.Write write && world.rules().hurried()) {
          var written = new ZnodeAnswer.Ok<>(write.changes());
          owner.arrives(() -> handle(new RegistryEvent.WasWritten(write.number(), written)));
        }
      }
    }
    core.wakeAt().ifPresent(this::wakeAt);
  }

  private void wakeAt(long at) {
    if (at != alarm) {
      alarm = at;
      owner.after(
          Math.max(1, at - owner.now()),
          () -> {
            if (alarm == at) {
              alarm = 0;
              handle(new RegistryEvent.Woke());
            }
          });
    }
  }
}
