package dev.mesos.slave;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UpdateSlaveMessage;
import dev.mesos.protocol.OperatorMessages.SlavePausesMessage;
import dev.mesos.slave.core.SlaveStatus.Mode;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A slave on real sockets and a real ZooKeeper, with masters of which only the slave's side is
 * real.
 */
class SlaveTest {

  private static Ensemble ensemble;

  @TempDir Path workDir;
  private FakeMaster master;
  private TestSlave slave;

  @BeforeAll
  static void startZooKeeper() {
    ensemble = Ensemble.start(1);
  }

  @AfterAll
  static void stopZooKeeper() {
    ensemble.close();
  }

  @BeforeEach
  void start() throws Exception {
    master = new FakeMaster(ZooKeeperUrl.parse(TestSlave.url(ensemble)));
    await().until(master::stands);
    slave = slave();
  }

  @AfterEach
  void end() {
    slave.close();
    master.close();
  }

  private TestSlave slave() {
    return slave("pause");
  }

  private TestSlave slave(String onStop) {
    return new TestSlave(
        TestSlave.url(ensemble), workDir, "--zk_session_timeout=5secs", "--on_stop=" + onStop);
  }

  @Test
  void registersInTheDetectedEpochAndKeepsItsIdOverARestart() {
    await().until(slave::registered);
    String id = slave.status().id().orElseThrow();
    assertThat(master.all(RegisterSlaveMessage.class)).isNotEmpty();
    assertThat(master.arrived)
        .allSatisfy(a -> assertThat(a.epoch()).isEqualTo(OptionalLong.of(master.epoch())));
    await().until(() -> master.all(UpdateSlaveMessage.class).size() == 1);

    slave.close();
    await().until(() -> master.all(SlavePausesMessage.class).size() == 1);
    slave = slave();

    await().until(slave::registered);
    assertThat(slave.status().id()).contains(id);
    assertThat(master.all(ReregisterSlaveMessage.class)).isNotEmpty();
    assertThat(master.all(UnregisterSlaveMessage.class)).isEmpty();
  }

  @Test
  void unregistersWhereItsIdDoesNotLast() {
    await().until(slave::registered);
    slave.close();
    slave = slave("unregister");
    await().until(slave::registered);

    slave.close();

    await().until(() -> master.all(UnregisterSlaveMessage.class).size() == 1);
    int before = master.all(RegisterSlaveMessage.class).size();
    slave = slave();
    await().until(() -> master.all(RegisterSlaveMessage.class).size() > before);
  }

  @Test
  void answersPings() {
    await().until(slave::registered);

    master.ping(slave, true);

    await().until(() -> master.all(PongSlaveMessage.class).size() == 1);
    assertThat(slave.json("/metrics/snapshot").get("slave/pings_received").asInt()).isEqualTo(1);
  }

  @Test
  void reregistersWhenPingsStayAwayOrSayThatItIsDisconnected() {
    slave.close();
    master.pingTimeoutSeconds = 0.3;
    slave = slave();

    await()
        .until(() ->
            master.all(ReregisterSlaveMessage.class).size()
                    + master.all(RegisterSlaveMessage.class).size()
                >= 3);
    master.pingTimeoutSeconds = 75;
    await().until(slave::registered);
    int before = master.all(ReregisterSlaveMessage.class).size();
    await()
        .until(() -> {
          master.ping(slave, false);
          return master.all(ReregisterSlaveMessage.class).size() > before;
        });
  }

  @Test
  void isMasterlessWithoutALeaderAndFollowsTheNextWithItsId() throws Exception {
    await().until(slave::registered);
    String id = slave.status().id().orElseThrow();

    master.close();
    await().until(() -> slave.status().mode() == Mode.MASTERLESS);
    int pongs = master.all(PongSlaveMessage.class).size();
    master = new FakeMaster(ZooKeeperUrl.parse(TestSlave.url(ensemble)));

    await().until(slave::registered);
    assertThat(slave.status().id()).contains(id);
    assertThat(slave.status().leader().orElseThrow().pid()).isEqualTo(master.self);
    assertThat(pongs).isZero();
  }

  @Test
  void doesNotListenToAMasterThatStandsBy() throws Exception {
    await().until(slave::registered);
    try (FakeMaster standby = new FakeMaster(ZooKeeperUrl.parse(TestSlave.url(ensemble)))) {
      standby.ping(slave, true);
      standby.shutDown(slave, master.epoch());
      master.ping(slave, true);

      await().until(() -> master.all(PongSlaveMessage.class).size() == 1);
      await().until(() -> slave.runtime().counters().messagesIgnored() == 2);
      assertThat(standby.all(PongSlaveMessage.class)).isEmpty();
      assertThat(slave.registered()).isTrue();
    }
  }

  @Test
  void shutDownByItsMasterItEndsAndComesBackAsANewSlave() throws Exception {
    await().until(slave::registered);
    master.shutDown(slave, master.epoch() - 1);
    await().until(() -> slave.runtime().counters().messagesIgnored() == 1);
    assertThat(slave.exits).isEmpty();
    int before = master.all(RegisterSlaveMessage.class).size();

    master.shutDown(slave, master.epoch());

    assertThat(slave.exits.poll(10, TimeUnit.SECONDS)).isZero();
    slave.close();
    slave = slave();
    await().until(slave::registered);
    assertThat(master.all(RegisterSlaveMessage.class)).hasSizeGreaterThan(before);
  }

  @Test
  void unregistersOnRequest() throws Exception {
    await().until(slave::registered);

    slave.runtime().unregister("test");

    await().until(() -> master.all(UnregisterSlaveMessage.class).size() == 1);
    assertThat(slave.exits.poll(10, TimeUnit.SECONDS)).isZero();
  }

  @Test
  void anExpiredSessionChangesNothingButTheRegistration() {
    await().until(slave::registered);
    String id = slave.status().id().orElseThrow();
    int before = master.all(ReregisterSlaveMessage.class).size();

    ensemble.expire(slave.runtime().leaders().session().orElseThrow().sessionId());

    await().until(() -> master.all(ReregisterSlaveMessage.class).size() > before);
    await().until(slave::registered);
    assertThat(slave.status().id()).contains(id);
  }

  @Test
  void aFixedMasterNeedsNoZooKeeper() {
    slave.close();
    slave = new TestSlave(master.self.address().toString(), workDir.resolve("other"));

    await().until(slave::registered);
    assertThat(slave.runtime().leaders().asked()).isTrue();
    assertThat(slave.runtime().leaders().session()).isEmpty();
  }
}
