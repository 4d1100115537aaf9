package dev.mesos.slave;

import static dev.mesos.slave.RealCluster.MANY;
import static dev.mesos.slave.RealCluster.VOLUME;
import static dev.mesos.slave.RealCluster.await;
import static dev.mesos.slave.RealCluster.isServing;
import static dev.mesos.slave.RealCluster.registered;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.coordination.testing.CuttingProxy;
import dev.mesos.slave.core.SlaveStatus.Mode;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** Whom our slave obeys and whom it looks for while masters of Apache Mesos come and go. */
@EnabledIf("dev.mesos.coordination.testing.Reference#available")
class RealMasterElectionTest extends RealClusterFixture {

  @Test
  void cutOffFromZooKeeperItObeysNobodyAndIsGivenUpOnce() {
    RealMaster master = cluster.master(4);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    cluster.toZooKeeper.stall();
    await().until(() -> slave.status().mode() == Mode.MASTERLESS);
    long ignored = slave.runtime().counters().messagesIgnored();
    await().until(() -> master.slaves().isEmpty());
    assertThat(slave.runtime().counters().messagesIgnored()).isGreaterThanOrEqualTo(ignored + 2);
    assertThat(slave.status().mode()).isEqualTo(Mode.MASTERLESS);
    assertThat(slave.exits).isEmpty();
    cluster.toZooKeeper.heal();

    assertThat(registered(slave)).isEqualTo(id);
    isServing(slave, master);
    assertThat(master.slaves()).containsExactly(id);
    assertThat(master.numbers())
        .containsEntry("slave_unreachable_completed", 1)
        .containsEntry("slaves_unreachable", 0)
        .containsEntry("slave_registrations", 1);
  }

  @Test
  void cutOffFromZooKeeperItIsShutDownOnlyOnceItKnowsItsMaster() throws Exception {
    RealMaster master = cluster.master(MANY);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    cluster.toZooKeeper.stall();
    await().until(() -> slave.status().mode() == Mode.MASTERLESS);
    long ignored = slave.runtime().counters().messagesIgnored();
    master.call("MARK_AGENT_GONE", id);
    await().until(() -> slave.posted(master.address(), "ShutdownMessage") == 1);
    await().until(() -> slave.runtime().counters().messagesIgnored() > ignored);
    assertThat(slave.exits).isEmpty();
    assertThat(cluster.kept(VOLUME)).contains(id);
    cluster.toZooKeeper.heal();

    cluster.endsAndComesBackAsANewOne(slave, id, master);
  }

  @Test
  void withoutAnyMasterItWaitsForTheNext() {
    RealMaster master = cluster.master(MANY);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    master.close();
    await().until(() -> slave.status().mode() == Mode.MASTERLESS);
    assertThat(slave.exits).isEmpty();
    RealMaster next = cluster.master(MANY);

    assertThat(registered(slave)).isEqualTo(id);
    assertThat(next.slaves()).containsExactly(id);
    isServing(slave, next);
  }

  /** A real master answers 202 to what it then drops: while it stands by, or recovers. */
  @Test
  void aRegistrationThatARealMasterDropsIsRepeatedSoon() {
    cluster.master(MANY);
    RealMaster standby = cluster.standby(MANY);
    await().ignoreExceptions().until(() -> dropped(standby) == 0);
    cluster.slaveOf(standby);

    await().until(() -> dropped(standby) == 1);
    // one that a master is known to have is repeated after 15 s at the earliest
    await().atMost(Duration.ofSeconds(12)).until(() -> dropped(standby) == 2);
  }

  private static int dropped(RealMaster master) {
    return master.numbers().get("dropped_messages");
  }

  @Test
  void whenPingsStayAwayItLooksForItsMasterAgain() {
    RealMaster master = cluster.master(3, Duration.ofSeconds(30));
    TestSlave slave = cluster.slave();
    String id = registered(slave);
    long detected = slave.runtime().counters().leadersDetected();

    master.freeze();
    await().until(() -> slave.status().mode() == Mode.REGISTERING);
    assertThat(slave.runtime().counters().leadersDetected()).isEqualTo(detected + 1);
    master.thaw();

    assertThat(registered(slave)).isEqualTo(id);
    isServing(slave, master);
    assertThat(master.slaves()).containsExactly(id);
    assertThat(master.numbers())
        .containsEntry("slave_unreachable_completed", 0)
        .containsEntry("slave_registrations", 1);
  }

  /** It goes on for two thirds of a session after another one was elected. */
  @Test
  void aMasterThatIsCutOffFromZooKeeperCommandsNoMore() {
    CuttingProxy way = new CuttingProxy(ensemble.connectString());
    RealMaster old = cluster.masterBehind(way, MANY);
    RealMaster next = cluster.standby(MANY);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    way.stall();
    await().until(() -> leader(slave).equals(next.address()));
    long ignored = slave.runtime().counters().messagesIgnored();
    old.call("MARK_AGENT_GONE", id);
    await().until(() -> slave.posted(old.address(), "ShutdownMessage") == 1);
    await().until(() -> slave.runtime().counters().messagesIgnored() > ignored);

    assertThat(registered(slave)).isEqualTo(id);
    await().until(() -> !old.running());
    isServing(slave, next);
    assertThat(next.slaves()).containsExactly(id);
  }

  @Test
  void aMasterThatWasFrozenForTooLongCommandsNoMore() {
    RealMaster old = cluster.master(MANY);
    RealMaster next = cluster.standby(MANY);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    old.freeze();
    await().until(() -> leader(slave).equals(next.address()));
    long said = slave.posted(old.address(), "");
    long ignored = slave.runtime().counters().messagesIgnored();
    old.thaw();

    // it pings before it looks at its session
    await().until(() -> !old.running());
    await()
        .until(() ->
            slave.runtime().counters().messagesIgnored() - ignored
                == slave.posted(old.address(), "") - said);
    assertThat(registered(slave)).isEqualTo(id);
    isServing(slave, next);
    assertThat(next.slaves()).containsExactly(id);
  }

  private static String leader(TestSlave slave) {
    return slave.status().leader().map(each -> each.pid().address().toString()).orElse("");
  }
}
