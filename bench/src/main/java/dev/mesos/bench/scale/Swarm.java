package dev.mesos.bench.scale;

import com.google.protobuf.Message;
import dev.mesos.coordination.Detection;
import dev.mesos.protocol.Delivery;
import dev.mesos.protocol.InternalMessages.DrainSlaveMessage;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import dev.mesos.protocol.LibprocessClient;
import dev.mesos.protocol.LibprocessMessage;
import dev.mesos.protocol.LibprocessRoute;
import dev.mesos.protocol.MessageParser;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import dev.mesos.slave.core.Leader;
import dev.mesos.slave.core.SlaveEvent;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many slaves in one process, which speak Mesos's messages over sockets of their own: each address
 * listens and connects by itself, and if there are fewer addresses than slaves, some share one, as
 * processes of one program do ({@code slave(1)}, {@code slave(2)}, ...). One thread decides for
 * all.
 */
final class Swarm {

  private static final int PORT = 5051;
  private static final int A_NET = 250;
  private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);
  private static final long MOST_PENDING = 1 << 20;
  private static final MessageParser MESSAGES =
      new MessageParser(
          SlaveRegisteredMessage.getDefaultInstance(),
          SlaveReregisteredMessage.getDefaultInstance(),
          PingSlaveMessage.getDefaultInstance(),
          ShutdownMessage.getDefaultInstance(),
          DrainSlaveMessage.getDefaultInstance());

  /** One address. */
  record Place(PeerAddress address, LibprocessClient client, Map<String, SwarmSlave> slaves) {}

  private final Vertx vertx = Vertx.vertx();
  private final Context context = vertx.getOrCreateContext();
  private final Consumer<String> lines;
  private final List<Place> places = new ArrayList<>();
  private final List<SwarmSlave> slaves = new ArrayList<>();
  private @Nullable Leader leader;
  private int registered;
  private int silent;

  /**
   * @param lines told what happens
   */
  Swarm(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Opens addresses from a number on, with that many slaves in all. */
  void open(int firstAddress, int addresses, int count) {
    for (int i = 0; i < addresses; i++) {
      places.add(place(firstAddress + i));
    }
    for (int i = 0; i < count; i++) {
      Place place = places.get(i % addresses);
      Upid pid = new Upid("slave(%d)".formatted(i / addresses + 1), place.address());
      SwarmSlave slave = new SwarmSlave(this, i, place, pid);
      place.slaves().put(pid.id(), slave);
      slaves.add(slave);
    }
  }

  private Place place(int number) {
    String host = "127.1.%d.%d".formatted(number / A_NET, number % A_NET + 1);
    Place place =
        new Place(
            new PeerAddress(host, PORT),
            new LibprocessClient(vertx, host, CONNECT_TIMEOUT, MOST_PENDING),
            new HashMap<>());
    Router router = Router.router(vertx);
    router
        .route()
        .handler(
            new LibprocessRoute(
                message -> {
                  run(() -> deliver(place, message));
                  return Delivery.TAKEN;
                },
                true));
    var unused =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(PORT, host)
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    return place;
  }

  private void deliver(Place place, LibprocessMessage message) {
    SwarmSlave slave = place.slaves().get(message.to());
    if (slave != null) {
      MESSAGES
          .parse(message)
          .map((Message parsed) -> new SlaveEvent.Received(message.from(), message.epoch(), parsed))
          .ifPresent(slave::on);
    }
  }

  /** What the detector says. */
  void detected(Detection detection) {
    run(() -> {
      leader =
          switch (detection) {
            case Detection.Leader(var candidate) ->
                new Leader(
                    Upid.parse(candidate.info().pid()),
                    OptionalLong.of(candidate.epoch()),
                    candidate.info().hostname());
            case Detection.NoLeader none -> null;
          };
      slaves.forEach(this::tell);
    });
  }

  private void tell(SwarmSlave slave) {
    Leader current = leader;
    slave.on(
        current == null
            ? new SlaveEvent.LeaderLost("nobody leads")
            : new SlaveEvent.LeaderDetected(current));
  }

  void lookAgain(SwarmSlave slave) {
    run(() -> tell(slave));
  }

  /** The first of the slaves hear and say nothing any more. */
  void silence(int count) {
    run(() -> {
      silent = count;
      say("silent " + System.nanoTime());
    });
  }

  boolean isSilent(int number) {
    return number < silent;
  }

  /** One more, or one fewer, is registered. */
  void registered(int change) {
    registered += change;
    int all = slaves.size();
    if (change > 0 && (registered == 1 || registered == all || registered == all - all / 100)) {
      say("registered " + registered + " " + System.nanoTime());
    }
  }

  void say(String line) {
    lines.accept(line);
  }

  void run(Runnable something) {
    context.runOnContext(now -> something.run());
  }

  void after(Duration delay, Runnable something) {
    vertx.setTimer(Math.max(1, delay.toMillis()), id -> run(something));
  }
}
