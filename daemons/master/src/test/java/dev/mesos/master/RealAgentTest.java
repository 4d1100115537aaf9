package dev.mesos.master;

import static dev.mesos.master.RealAgents.agents;
import static dev.mesos.master.RealAgents.await;
import static dev.mesos.master.RealAgents.id;
import static dev.mesos.master.RealAgents.metric;
import static dev.mesos.master.RealAgents.slaves;
import static dev.mesos.master.RealAgents.staysRegistered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.testing.CuttingProxy;
import dev.mesos.coordination.testing.Reference;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.LibprocessClient;
import dev.mesos.protocol.LibprocessMessage;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import dev.mesos.protocol.Upid;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How agents of Apache Mesos are lost to our masters and come back, rule by rule. */
@EnabledIf("dev.mesos.coordination.testing.Reference#available")
class RealAgentTest {

  private static final String TWO_PINGS = "--max_agent_ping_timeouts=2";
  private static final String PATIENT = "--max_agent_ping_timeouts=30";

  @RegisterExtension static final RealAgents REAL = new RealAgents();

  /** Unlike a slave of ours, a real agent keeps its id when it is told to shut down. */
  @Test
  void silentForTooLongItIsToldToShutDownAndIsANewOneOnceItsIdIsRemoved() {
    try (TestMaster master = REAL.leader(TWO_PINGS)) {
      String id;
      try (RealAgent agent = REAL.registered(master)) {
        id = id(master);
        agent.freeze();
        await().until(() -> slaves(master).isEmpty());
        assertThat(REAL.inRegistry(id)).contains(State.DEACTIVATED);

        agent.thaw();

        await().until(() -> agent.toldToShutDownBy(master) && agent.ended());
      }
      try (RealAgent again = REAL.agent()) {
        await().until(() -> again.toldToShutDownBy(master) && again.ended());
        assertThat(slaves(master)).isEmpty();
      }
      REAL.forgetId();
      try (RealAgent fresh = REAL.registered(master)) {
        assertThat(id(master)).isNotEqualTo(id).isEqualTo(fresh.id());
        assertThat(REAL.inRegistry(id)).contains(State.DEACTIVATED);
        assertThat(REAL.inRegistry(fresh.id())).contains(State.ADMITTED);
      }
    }
  }

  /** What it sent meanwhile, before it was given up, arrives afterwards. */
  @Test
  void cutOffForTooLongItIsToldToShutDownAlthoughItAskedInTime() {
    int port = TestMaster.freePort();
    try (CuttingProxy toMaster = new CuttingProxy("127.0.0.1:" + port);
        CuttingProxy toAgent = new CuttingProxy("127.0.0.1:" + REAL.port());
        TestMaster master =
            REAL.leader(TWO_PINGS, "--port=" + port, "--advertise_port=" + port(toMaster));
        RealAgent agent = REAL.agent(behind(toAgent))) {
      await().until(() -> slaves(master).size() == 1);
      String id = id(master);

      toMaster.stall();
      toAgent.stall();
      await().until(() -> agent.said("Re-detecting master"));
      await().until(() -> slaves(master).isEmpty());
      assertThat(REAL.inRegistry(id)).contains(State.DEACTIVATED);
      assertThat(agent.said("asked to shut down")).isFalse();
      toMaster.heal();
      toAgent.heal();

      await().until(() -> agent.toldToShutDownBy(master) && agent.ended());
      assertThat(slaves(master)).isEmpty();
    }
  }

  /** A slave of ours answers no pings without a leader, and is given up. */
  @Test
  void cutOffFromZooKeeperItAnswersPingsAndIsNotGivenUp() {
    try (CuttingProxy toZooKeeper = new CuttingProxy(REAL.ensemble().connectString());
        TestMaster master = REAL.leader(TWO_PINGS);
        RealAgent agent =
            REAL.agent(
                REAL.zk().replaceFirst("//.*:[0-9]+", "//" + toZooKeeper.connectString()),
                Map.of("MESOS_SESSION_SECONDS", "4"))) {
      await().until(() -> slaves(master).size() == 1);
      String id = id(master);

      toZooKeeper.stall();
      await().until(() -> agent.said("Lost leading master"));
      staysRegistered(master, Duration.ofSeconds(4));
      assertThat(metric(master, "slave_unreachable_scheduled")).isZero();
      toZooKeeper.heal();

      await().until(() -> slaves(master).path(0).has("reregistered_time"));
      assertThat(id(master)).isEqualTo(id);
    }
  }

  /** A slave of ours ends for no epoch but the leader's. */
  @Test
  void itObeysWhoSpeaksInTheNameOfItsLeaderWhateverTheEpoch() {
    LibprocessClient client =
        new LibprocessClient(REAL.vertx(), "127.0.0.1", Duration.ofSeconds(5), 1 << 20);
    try (TestMaster master = REAL.leader(PATIENT);
        RealAgent agent = REAL.registered(master)) {
      Upid leader = Upid.parse(master.info().pid());
      Upid other = new Upid("master", "127.0.0.1", TestMaster.freePort());

      client.send(REAL.address(), shutdown(other));
      await().until(() -> agent.said("Ignoring shutdown message from " + other));
      assertThat(agent.said("asked to shut down")).isFalse();
      client.send(REAL.address(), shutdown(leader).withEpoch(1));

      await().until(() -> agent.toldToShutDownBy(master) && agent.ended());
    } finally {
      client.close();
    }
  }

  private static LibprocessMessage shutdown(Upid from) {
    return LibprocessMessage.of(from, "slave(1)", ShutdownMessage.getDefaultInstance());
  }

  @Test
  void byTheRuleOfMesos1xItComesBackAsItDoesToARealMaster() {
    int port = TestMaster.freePort();
    String elsewhere = REAL.zk() + "-real";
    Map<String, String> hasty =
        Map.of("MESOS_AGENT_PING_TIMEOUT", "1secs", "MESOS_MAX_AGENT_PING_TIMEOUTS", "2");
    Path log = Path.of("target", "real-master.log");
    try (TestMaster master = REAL.leader(TWO_PINGS, "--partitioned_agents=reregister");
        Reference.Program theirs =
            Reference.start(log, hasty, "master", elsewhere, String.valueOf(port), "0");
        RealAgent agent = REAL.registered(master);
        RealAgent other = REAL.stranger(elsewhere, TestMaster.freePort())) {
      await().until(() -> slaves(port).size() == 1);
      String theirId = other.id();
      String id = id(master);

      agent.freeze();
      other.freeze();
      await().until(() -> slaves(master).isEmpty() && slaves(port).isEmpty());
      assertThat(metric(port, "slaves_unreachable")).isOne();
      assertThat(metric(master, "slaves_unreachable")).isOne();
      agent.thaw();
      other.thaw();

      await().until(() -> slaves(master).size() == 1 && slaves(port).size() == 1);
      assertThat(slaves(port).path(0).path("id").asText()).isEqualTo(theirId);
      assertThat(id(master)).isEqualTo(id);
      assertThat(REAL.inRegistry(id)).contains(State.ADMITTED);
      assertThat(agent.said("asked to shut down")).isFalse();
      assertThat(theirs.running()).isTrue();
      for (String name : List.of("slaves_unreachable", "slave_removals")) {
        assertThat(metric(master, name)).as(name).isEqualTo(metric(port, name));
      }
      // an agent asks again if the answer takes longer, and each is counted
      assertThat(metric(master, "slave_reregistrations")).as("by us").isPositive();
      assertThat(metric(port, "slave_reregistrations")).as("by a real master").isPositive();
    }
  }

  @Test
  void silentForAMomentItIsNeverShownAsLost() {
    try (TestMaster master = REAL.leader("--max_agent_ping_timeouts=4");
        RealAgent agent = REAL.registered(master)) {
      String id = id(master);

      agent.freeze();
      staysRegistered(master, Duration.ofMillis(2500));
      agent.thaw();
      staysRegistered(master, Duration.ofSeconds(5));

      assertThat(id(master)).isEqualTo(id);
      assertThat(agent.said("No pings from master received")).isFalse();
      for (String name :
          List.of("slave_unreachable_scheduled", "slave_removals", "slave_reregistrations")) {
        assertThat(metric(master, name)).as(name).isZero();
      }
    }
  }

  @Test
  void unregisteringItIsForgottenAtOnce() {
    try (TestMaster master = REAL.leader(PATIENT);
        RealAgent agent = REAL.registered(master)) {
      String id = id(master);

      agent.signal("USR1");

      await().until(() -> slaves(master).isEmpty());
      assertThat(REAL.inRegistry(id)).isEmpty();
      assertThat(metric(master, "slave_removals/reason_unregistered")).isOne();
      assertThat(metric(master, "slaves_unreachable")).isZero();
      await().until(agent::ended);
      assertThat(agent.said("asked to shut down")).isFalse();
    }
  }

  @Test
  void silentForTooLongAfterAFailoverItIsGivenUpByTheNextLeader() {
    String soon = "--agent_reregister_timeout=2secs";
    try (TestMaster first = REAL.leader(PATIENT, soon);
        RealAgent agent = REAL.registered(first);
        TestMaster second = REAL.master(PATIENT, soon)) {
      String id = id(first);
      await().until(() -> second.runtime().elections().stands());

      agent.freeze();
      REAL.ensemble().expire(first.runtime().elections().session().orElseThrow().sessionId());
      await().until(second::leads);
      await().until(() -> metric(second, "recovery_slave_removals") == 1);
      assertThat(REAL.inRegistry(id)).contains(State.DEACTIVATED);
      assertThat(agents(second.port()).path("recovered_agents").size()).isZero();
      agent.thaw();

      await().until(() -> agent.toldToShutDownBy(second) && agent.ended());
      assertThat(slaves(second)).isEmpty();
    }
  }

  @Test
  void whileNobodyLeadsItRunsOnAndIsTheSameToTheNextLeader() {
    try (TestMaster first = REAL.leader(PATIENT);
        RealAgent agent = REAL.registered(first)) {
      String id = id(first);
      first.runtime().stop();
      await().until(() -> agent.said("Lost leading master"));
      await().during(Duration.ofSeconds(2)).until(() -> agent.id().equals(id));

      try (TestMaster next = REAL.leader(PATIENT)) {
        await().until(() -> slaves(next).size() == 1);
        assertThat(id(next)).isEqualTo(id);
        assertThat(metric(next, "slave_registrations")).isZero();
        assertThat(metric(next, "slaves_unreachable")).isZero();
        assertThat(agent.said("asked to shut down")).isFalse();
      }
    }
  }

  /** A leader that hangs keeps its session and its connections. */
  @Test
  void withoutPingsOfTheLeaderItLooksForItAnewAndReregisters() {
    Vertx oneThread = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    CountDownLatch goOn = new CountDownLatch(1);
    try (TestMaster master = REAL.leader(oneThread, TWO_PINGS);
        RealAgent agent = REAL.registered(master)) {
      String id = id(master);

      oneThread.runOnContext(now -> hang(goOn));
      try {
        await().until(() -> agent.said("No pings from master received within 2secs"));
        await().until(() -> agent.said("Re-detecting master"));
      } finally {
        goOn.countDown();
      }

      await().until(() -> slaves(master).path(0).has("reregistered_time"));
      assertThat(id(master)).isEqualTo(id);
      staysRegistered(master, Duration.ofSeconds(3));
      assertThat(metric(master, "slave_removals")).isZero();
      assertThat(agent.said("asked to shut down")).isFalse();
    } finally {
      oneThread.close().toCompletionStage().toCompletableFuture().join();
    }
  }

  private static void hang(CountDownLatch goOn) {
    try {
      goOn.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void aBrokenConnectionFromTheMasterMakesItReregister() {
    try (TestMaster master = REAL.leader(PATIENT);
        CuttingProxy before = new CuttingProxy("127.0.0.1:" + REAL.port());
        RealAgent agent = REAL.agent(behind(before))) {
      await().until(() -> slaves(master).size() == 1);
      String id = id(master);

      before.cut();

      await().until(() -> slaves(master).path(0).has("reregistered_time"));
      assertThat(agent.said("Master marked the agent as disconnected")).isTrue();
      assertThat(id(master)).isEqualTo(id);
      staysRegistered(master, Duration.ofSeconds(3));
      assertThat(metric(master, "slave_unreachable_scheduled")).isZero();
      assertThat(metric(master, "slave_removals")).isZero();
    }
  }

  /** Only the agent sees it, and it waits for pings; the master's own connection stands. */
  @Test
  void aBrokenConnectionToTheMasterChangesNothing() {
    int port = TestMaster.freePort();
    try (CuttingProxy before = new CuttingProxy("127.0.0.1:" + port);
        TestMaster master =
            REAL.leader(TWO_PINGS, "--port=" + port, "--advertise_port=" + port(before));
        RealAgent agent = REAL.registered(master)) {
      String id = id(master);

      before.cut();

      await().until(() -> agent.said("Master disconnected"));
      staysRegistered(master, Duration.ofSeconds(4));
      assertThat(id(master)).isEqualTo(id);
      assertThat(slaves(master).path(0).has("reregistered_time")).isFalse();
      assertThat(metric(master, "slave_unreachable_scheduled")).isZero();
    }
  }

  private static Map<String, String> behind(CuttingProxy proxy) {
    return Map.of("LIBPROCESS_ADVERTISE_IP", "127.0.0.1", "LIBPROCESS_ADVERTISE_PORT", port(proxy));
  }

  private static String port(CuttingProxy proxy) {
    return proxy.connectString().split(":", -1)[1];
  }

  /** Apache Mesos shuts down who comes back at another address; a pod has to. */
  @Test
  void startedAgainOnItsFilesItIsTheSameAlsoAtAnotherAddress() {
    try (TestMaster master = REAL.leader(PATIENT, "--require_peer_address_ip_match=false")) {
      String id;
      try (RealAgent agent = REAL.registered(master)) {
        id = id(master);
        assertThat(agent.id()).isEqualTo(id);
      }
      for (String address : List.of("127.0.0.1", "127.0.0.2")) {
        await().until(() -> !slaves(master).path(0).path("active").asBoolean(true));
        try (RealAgent again =
            REAL.agent(Map.of("LIBPROCESS_IP", address, "MESOS_HOSTNAME", "localhost"))) {
          await().until(() -> slaves(master).path(0).path("active").asBoolean());
          assertThat(id(master)).isEqualTo(id);
          assertThat(slaves(master).path(0).path("pid").asText())
              .isEqualTo("slave(1)@" + address + ":" + REAL.port());
          assertThat(again.said("asked to shut down")).isFalse();
        }
      }
      assertThat(REAL.inRegistry(id)).contains(State.ADMITTED);
      assertThat(metric(master, "slave_registrations")).isOne();
      assertThat(metric(master, "slave_removals")).isZero();
    }
  }

  @Test
  void startedAfreshAtItsPlaceItReplacesTheOldOneForGood() {
    try (TestMaster master = REAL.leader(PATIENT)) {
      String id;
      try (RealAgent agent = REAL.registered(master)) {
        id = id(master);
        assertThat(agent.id()).isEqualTo(id);
      }
      await().until(() -> !slaves(master).path(0).path("active").asBoolean(true));
      String fresh;
      try (RealAgent stranger = REAL.stranger(REAL.zk(), REAL.port())) {
        await().until(() -> slaves(master).size() == 1 && !id(master).equals(id));
        fresh = id(master);
        assertThat(stranger.id()).isEqualTo(fresh);
        assertThat(REAL.inRegistry(id)).contains(State.DEACTIVATED);
        assertThat(metric(master, "slave_removals/reason_registered")).isOne();
      }
      try (RealAgent old = REAL.agent()) {
        await().until(() -> old.toldToShutDownBy(master) && old.ended());
        assertThat(REAL.inRegistry(fresh)).contains(State.ADMITTED);
      }
    }
  }
}
