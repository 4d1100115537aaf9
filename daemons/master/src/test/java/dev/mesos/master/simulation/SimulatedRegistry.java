package dev.mesos.master.simulation;

import dev.mesos.master.registry.FakeConnection;
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

/**
 * The registry of one master: the real core on a ZooKeeper that answers late, loses answers with
 * connections, and may still carry out what was sent over one that is long gone.
 */
final class SimulatedRegistry {

  private static final long USUALLY = 10_000_000;
  private static final long SELDOM = 2_000_000_000;
  private static final RegistrySettings SETTINGS =
      RegistrySettings.DEFAULT
          .withTimeouts(Duration.ofSeconds(60), Duration.ofSeconds(60))
          .withBatches(3, 2, 4, 4);

  private final SimulatedMaster owner;
  private final World world;
  private final Consumer<RegistryNews> listener;
  private final RegistryCore core = new RegistryCore(SETTINGS);
  private final FakeConnection connection;
  private long alarm;
  private boolean ended;

  SimulatedRegistry(SimulatedMaster owner, World world, Consumer<RegistryNews> listener) {
    this.owner = owner;
    this.world = world;
    this.listener = listener;
    this.connection =
        new FakeConnection(world.zooKeeper(), (write, changes) -> world.judge().written(changes));
  }

  /** News of it comes behind that of the end of the connection before, as from ZooKeeper. */
  void connect() {
    if (!connection.connected()) {
      RegistryEvent event = connection.connect();
      owner.arrives(() -> handle(event));
    }
  }

  /** What was sent may be carried out for a while, whatever becomes of its sender. */
  void cut() {
    if (connection.connected()) {
      RegistryEvent event = connection.cut(world.time().dice().chance(0.5));
      owner.arrives(() -> {
        handle(event);
        for (var lost = connection.receiveLost(); !lost.isEmpty(); ) {
          lost.forEach(this::handle);
          lost = connection.receiveLost();
        }
      });
      world.time().after(world.time().dice().upTo(5 * SELDOM), this::orphans);
    }
  }

  /** Its process is no more: the next one has a registry of its own. */
  void end() {
    ended = true;
    cut();
  }

  private void orphans() {
    while (connection.workOnOrphan()) {
      // until all are carried out
    }
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

  private void handle(RegistryEvent event) {
    if (ended) {
      return;
    }
    for (RegistryAction action : core.on(event, world.time().now())) {
      if (action instanceof RegistryAction.Tell(RegistryNews news)) {
        owner.arrives(() -> listener.accept(news));
      } else {
        connection.send(action);
        world.time().after(world.time().lasts(USUALLY, SELDOM), this::work);
      }
    }
    core.wakeAt().ifPresent(this::wakeAt);
  }

  private void wakeAt(long at) {
    if (at != alarm) {
      alarm = at;
      owner.after(
          Math.max(1, at - world.time().now()),
          () -> {
            if (alarm == at) {
              alarm = 0;
              handle(new RegistryEvent.Woke());
            }
          });
    }
  }

  private void work() {
    connection.work();
    world
        .time()
        .after(
            world.time().lasts(USUALLY, SELDOM),
            () ->
                owner.arrives(() -> {
                  connection.receive().forEach(this::handle);
                  connection.receiveLost().forEach(this::handle);
                }));
  }
}
