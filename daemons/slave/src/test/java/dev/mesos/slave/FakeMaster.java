package dev.mesos.slave;

import com.google.protobuf.Message;
import dev.mesos.coordination.Contender;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.coordination.SessionSettings;
import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.protocol.Delivery;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UpdateSlaveMessage;
import dev.mesos.protocol.LibprocessClient;
import dev.mesos.protocol.LibprocessMessage;
import dev.mesos.protocol.LibprocessRoute;
import dev.mesos.protocol.MessageParser;
import dev.mesos.protocol.OperatorMessages.SlavePausesMessage;
import dev.mesos.protocol.Upid;
import io.vertx.core.Vertx;
import io.vertx.ext.web.Router;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mesos.Protos.SlaveID;

/** As much of a master as a slave can tell: it stands for election and answers registrations. */
final class FakeMaster implements AutoCloseable {

  /** What arrived, and in which epoch. */
  record Arrived(Upid from, OptionalLong epoch, Message message) {}

  private static final MessageParser MESSAGES =
      new MessageParser(
          RegisterSlaveMessage.getDefaultInstance(),
          ReregisterSlaveMessage.getDefaultInstance(),
          UnregisterSlaveMessage.getDefaultInstance(),
          UpdateSlaveMessage.getDefaultInstance(),
          PongSlaveMessage.getDefaultInstance(),
          SlavePausesMessage.getDefaultInstance());

  final List<Arrived> arrived = new CopyOnWriteArrayList<>();
  final Upid self;
  volatile double pingTimeoutSeconds = 75;
  private final Vertx vertx = Vertx.vertx();
  private final LibprocessClient client =
      new LibprocessClient(vertx, "127.0.0.1", Duration.ofSeconds(5), 1 << 20);
  private final Contender contender;

  FakeMaster(ZooKeeperUrl url) throws UnknownHostException {
    int port = TestSlave.freePort();
    this.self = new Upid("master", "127.0.0.1", port);
    Router router = Router.router(vertx);
    router.route().handler(new LibprocessRoute(this::deliver, true));
    vertx
        .createHttpServer()
        .requestHandler(router)
        .listen(port, "127.0.0.1")
        .toCompletionStage()
        .toCompletableFuture()
        .join();
    Inet4Address ip = (Inet4Address) InetAddress.getByName("127.0.0.1");
    SessionSettings settings = SessionSettings.DEFAULT.withTimeout(Duration.ofSeconds(5));
    contender = Contender.start(url, settings, candidacy -> {}, detection -> {});
    contender.contend(MasterInfo.of("id-" + port, ip, port, "master-" + port, "1.11.0", List.of()));
  }

  boolean stands() {
    return contender.candidate().isPresent();
  }

  long epoch() {
    return contender.candidate().orElseThrow().epoch();
  }

  <T extends Message> List<T> all(Class<T> type) {
    return arrived.stream().map(Arrived::message).filter(type::isInstance).map(type::cast).toList();
  }

  void ping(TestSlave slave, boolean connected) {
    Upid observer = new Upid("slave-observer(1)", self.address());
    send(
        observer,
        slave,
        PingSlaveMessage.newBuilder().setConnected(connected).build(),
        OptionalLong.empty());
  }

  void shutDown(TestSlave slave, long epoch) {
    send(
        self,
        slave,
        ShutdownMessage.newBuilder().setMessage("test").build(),
        OptionalLong.of(epoch));
  }

  private void send(Upid from, TestSlave slave, Message message, OptionalLong epoch) {
    send(from, new Upid("slave(1)", "127.0.0.1", slave.port), message, epoch);
  }

  private void send(Upid from, Upid to, Message message, OptionalLong epoch) {
    LibprocessMessage sent = LibprocessMessage.of(from, to.id(), message);
    client.send(to.address(), epoch.isPresent() ? sent.withEpoch(epoch.getAsLong()) : sent);
  }

  private Delivery deliver(LibprocessMessage message) {
    Optional<Message> parsed = MESSAGES.parse(message);
    parsed.ifPresent(m -> {
      arrived.add(new Arrived(message.from(), message.epoch(), m));
      answer(message.from(), m);
    });
    return parsed.isPresent() ? Delivery.TAKEN : Delivery.NO_PROCESS;
  }

  private void answer(Upid slave, Message message) {
    switch (message) {
      case RegisterSlaveMessage m -> {
        SlaveRegisteredMessage.Builder answer = SlaveRegisteredMessage.newBuilder();
        answer.setSlaveId(SlaveID.newBuilder().setValue("S-" + slave.address().port()));
        answer.getConnectionBuilder().setTotalPingTimeoutSeconds(pingTimeoutSeconds);
        send(self, slave, answer.build(), OptionalLong.of(epoch()));
      }
      case ReregisterSlaveMessage m -> {
        SlaveReregisteredMessage.Builder answer =
            SlaveReregisteredMessage.newBuilder().setSlaveId(m.getSlave().getId());
        answer.getConnectionBuilder().setTotalPingTimeoutSeconds(pingTimeoutSeconds);
        send(self, slave, answer.build(), OptionalLong.of(epoch()));
      }
      default -> {}
    }
  }

  @Override
  public void close() {
    contender.resign();
    contender.close();
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
