package dev.mesos.master;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.protobuf.Message;
import dev.mesos.master.core.MasterEvent;
import dev.mesos.master.core.MasterRules;
import dev.mesos.master.core.MasterRules.PartitionedAgents;
import dev.mesos.protocol.Delivery;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.LibprocessClient;
import dev.mesos.protocol.LibprocessMessage;
import dev.mesos.protocol.LibprocessRoute;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.mesos.Protos.Attribute;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveInfo;
import org.apache.mesos.Protos.Value;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A master and a hand-made slave that speak over real sockets. */
class MasterOnTheWireTest {

  private static final String REGISTERED = "mesos.internal.SlaveRegisteredMessage";
  private static final String PING = "mesos.internal.PingSlaveMessage";

  private static final MasterRules RULES =
      new MasterRules(
          true,
          Duration.ofMillis(200),
          10,
          Duration.ofMinutes(10),
          PartitionedAgents.SHUTDOWN,
          1.0,
          Optional.empty(),
          Duration.ofDays(14),
          102_400);

  private final Vertx vertx = Vertx.vertx();
  private final ScriptedElections elections = new ScriptedElections();
  private final List<LibprocessMessage> inbox = new CopyOnWriteArrayList<>();
  private final LibprocessClient client =
      new LibprocessClient(vertx, "127.0.0.1", Duration.ofSeconds(5), 1 << 20);
  private TestMaster master;
  private HttpServer slave;
  private Upid slavePid;

  @BeforeEach
  void start() {
    master = TestMaster.start(vertx, elections, RULES);
    Router router = Router.router(vertx);
    router
        .route()
        .handler(
            new LibprocessRoute(
                message -> {
                  inbox.add(message);
                  return Delivery.TAKEN;
                },
                false));
    slave =
        vertx
            .createHttpServer()
            .requestHandler(router)
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .join();
    slavePid = new Upid("slave(1)", "127.0.0.1", slave.actualPort());
  }

  @AfterEach
  void stop() {
    master.close();
    client.close();
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  @Test
  void aSlaveIsRegisteredPingedAndShown() throws Exception {
    lead();

    register();

    LibprocessMessage answer = await().until(() -> first(REGISTERED), m -> m != null);
    assertThat(answer.from()).isEqualTo(new Upid("master", "127.0.0.1", master.port()));
    assertThat(answer.epoch()).hasValue(7);
    assertThat(SlaveRegisteredMessage.parseFrom(answer.body()).getSlaveId().getValue())
        .isEqualTo(master.info().id() + "-S0");
    LibprocessMessage ping = await().until(() -> first(PING), m -> m != null);
    assertThat(ping.from().id()).startsWith("slave-observer(");
    assertThat(ping.epoch()).hasValue(7);
    JsonNode shown = master.get("/slaves").json().path("slaves").path(0);
    assertThat(shown.path("pid").asText()).isEqualTo(slavePid.toString());
    assertThat(shown.path("attributes").path("rack").asText()).isEqualTo("r1");
    assertThat(shown.path("resources").path("cpus").asDouble()).isEqualTo(2);
    assertThat(shown.path("active").asBoolean()).isTrue();
  }

  @Test
  void aSlaveThatAnswersItsPingsStaysAndOneThatStopsIsGivenUp() {
    lead();
    register();
    for (int pings = 1; pings <= 4; pings++) {
      int count = pings;
      LibprocessMessage ping = await().until(() -> nth(PING, count), m -> m != null);
      send(ping.from(), PongSlaveMessage.getDefaultInstance());
    }
    assertThat(active()).isOne();

    await().until(() -> active() == 0);

    assertThat(master.get("/metrics/snapshot").json().path("master/slaves_unreachable").asInt())
        .isOne();
  }

  @Test
  void aSlaveThatEndsIsSeenToGo() {
    lead();
    register();
    await().until(() -> active() == 1);

    slave.close().toCompletionStage().toCompletableFuture().join();

    await().until(() -> active() == 0);
    assertThat(master.get("/metrics/snapshot").json().path("master/slaves_disconnected").asInt())
        .isOne();
  }

  @Test
  void aLeaderWhoseLeaseRanOutSaysNothing() {
    lead();
    elections.leads = false;

    register();

    assertThat(master.exit()).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(1);
    assertThat(active()).isZero();
    assertThat(inbox).isEmpty();
  }

  @Test
  void whatIsSentIsTakenByALeaderAlone() {
    List<Boolean> taken = new CopyOnWriteArrayList<>();
    client.link(new PeerAddress("127.0.0.1", master.port()), () -> {}, taken::add);
    register();
    await().untilAsserted(() -> assertThat(taken).containsExactly(false));

    lead();
    // answered behind the news that it leads
    assertThat(master.get("/state").json().path("leader").asText()).isNotEmpty();
    register();

    await().untilAsserted(() -> assertThat(taken).containsExactly(false, true));
  }

  @Test
  void aStandbySaysNothing() {
    register();

    await()
        .until(() ->
            master.get("/metrics/snapshot").json().path("master/dropped_messages").asInt() == 1);
    assertThat(inbox).isEmpty();
  }

  @Test
  void theEndResignsFirst() {
    lead();

    master.runtime().stop();

    assertThat(master.exit().join()).isZero();
    assertThat(elections.resigned).isTrue();
  }

  private static ConditionFactory await() {
    return Awaitility.await().atMost(Duration.ofSeconds(30));
  }

  private void lead() {
    elections.leads = true;
    elections.tell(new MasterEvent.CandidacyLeads(OptionalLong.of(7), "json.info_0000000001"));
  }

  private void register() {
    SlaveInfo info =
        SlaveInfo.newBuilder()
            .setHostname("localhost")
            .setPort(slavePid.address().port())
            .addResources(
                Resource.newBuilder()
                    .setName("cpus")
                    .setType(Value.Type.SCALAR)
                    .setScalar(Value.Scalar.newBuilder().setValue(2)))
            .addAttributes(
                Attribute.newBuilder()
                    .setName("rack")
                    .setType(Value.Type.TEXT)
                    .setText(Value.Text.newBuilder().setValue("r1")))
            .build();
    send(
        new Upid("master", "127.0.0.1", master.port()),
        RegisterSlaveMessage.newBuilder().setSlave(info).setVersion("1.11.0").build());
  }

  private void send(Upid to, Message message) {
    client.send(
        new PeerAddress("127.0.0.1", master.port()),
        LibprocessMessage.of(slavePid, to.id(), message));
  }

  private int active() {
    return master.get("/metrics/snapshot").json().path("master/slaves_active").asInt();
  }

  private LibprocessMessage first(String name) {
    return nth(name, 1);
  }

  private LibprocessMessage nth(String name, int number) {
    return inbox.stream()
        .filter(message -> message.name().equals(name))
        .skip(number - 1)
        .findFirst()
        .orElse(null);
  }
}
