package dev.mesos.slave;

import static dev.mesos.slave.RealCluster.FEW;
import static dev.mesos.slave.RealCluster.HOME;
import static dev.mesos.slave.RealCluster.MANY;
import static dev.mesos.slave.RealCluster.VOLUME;
import static dev.mesos.slave.RealCluster.await;
import static dev.mesos.slave.RealCluster.isServing;
import static dev.mesos.slave.RealCluster.registered;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.mesos.slave.core.SlaveStatus.Mode;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/**
 * Our slave under a master of Apache Mesos, rule by rule: who is registered, given up, removed. Not
 * here is what follows when a slave stays away after a failover: a real master waits for it for 10
 * minutes at least.
 */
@EnabledIf("dev.mesos.coordination.testing.Reference#available")
class RealMasterTest extends RealClusterFixture {

  @Test
  void oneThatWasSilentForTooLongComesBackAsTheOneItWas() {
    RealMaster master = cluster.master(FEW);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    cluster.silence(master);
    await().until(() -> master.slaves().isEmpty());
    assertThat(master.numbers()).containsEntry("slaves_unreachable", 1);
    await().until(() -> slave.status().mode() == Mode.REGISTERING);
    cluster.speak(master);

    await().until(() -> slave.registered() && master.slaves().equals(List.of(id)));
    assertThat(slave.status().id()).contains(id);
    isServing(slave, master);
    assertThat(master.numbers())
        .containsEntry("slaves_unreachable", 0)
        .containsEntry("slave_unreachable_completed", 1)
        .containsEntry("slave_registrations", 1);
  }

  @Test
  void oneThatIsMarkedGoneEndsAndComesBackAsANewOne() throws Exception {
    RealMaster master = cluster.master(MANY);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    master.call("MARK_AGENT_GONE", id);

    cluster.endsAndComesBackAsANewOne(slave, id, master);
  }

  @Test
  void oneThatIsMarkedGoneWhileItIsSilentIsToldSoWhenItSpeaks() throws Exception {
    RealMaster master = cluster.master(FEW);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    cluster.silence(master);
    await().until(() -> master.slaves().isEmpty());
    master.call("MARK_AGENT_GONE", id);
    assertThat(slave.exits).isEmpty();
    cluster.speak(master);

    cluster.endsAndComesBackAsANewOne(slave, id, master);
  }

  @Test
  void oneThatPausesIsNeverLost() {
    RealMaster master = cluster.master(MANY);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    slave.close();
    await().until(() -> !master.slave(id).path("active").asBoolean());
    TestSlave next = cluster.slave();

    assertThat(registered(next)).isEqualTo(id);
    isServing(next, master);
    assertThat(master.slave(id).path("active").asBoolean()).isTrue();
    assertThat(master.numbers())
        .containsEntry("slave_unreachable_scheduled", 0)
        .containsEntry("slave_removals", 0)
        .containsEntry("slave_registrations", 1);
  }

  /** It does not know what our slave announces, and counts the pings that are not answered. */
  @Test
  void oneThatPausesForLongerThanItMayBeSilentIsGivenUpMeanwhile() {
    RealMaster master = cluster.master(FEW);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    slave.close();
    await().until(() -> master.slaves().isEmpty());
    assertThat(master.numbers()).containsEntry("slave_removals/reason_unhealthy", 1);
    TestSlave next = cluster.slave();

    assertThat(registered(next)).isEqualTo(id);
    isServing(next, master);
    assertThat(master.slaves()).containsExactly(id);
    assertThat(master.numbers()).containsEntry("slaves_unreachable", 0);
  }

  /** Ours would take it back at whatever address. */
  @Test
  void oneThatComesBackAtAnotherIpInTimeIsShutDownAndComesBackAsANewOne() throws Exception {
    RealMaster master = cluster.master(MANY);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    slave.close();
    await().until(() -> !master.slave(id).path("active").asBoolean());
    TestSlave moved = cluster.slaveAt("127.0.0.2", VOLUME);

    assertThat(moved.exits.poll(20, TimeUnit.SECONDS)).isZero();
    assertThat(cluster.kept(VOLUME)).isEmpty();
    moved.close();
    String fresh = registered(cluster.slaveAt("127.0.0.2", VOLUME));
    assertThat(master.slaves()).containsExactlyInAnyOrder(id, fresh);
    assertThat(master.slave(id).path("active").asBoolean()).isFalse();
  }

  @Test
  void oneThatUnregistersIsRemovedAtOnce() {
    RealMaster master = cluster.master(MANY);
    TestSlave slave = cluster.slave("--on_stop=unregister");
    registered(slave);

    slave.close();

    await().until(() -> master.slaves().isEmpty());
    assertThat(master.numbers())
        .containsEntry("slave_removals/reason_unregistered", 1)
        .containsEntry("slave_unreachable_scheduled", 0)
        .containsEntry("slaves_unreachable", 0);
    assertThat(cluster.kept(VOLUME)).isEmpty();
  }

  @Test
  void oneWithoutItsVolumeReplacesTheOneThatWasAtItsAddress() {
    RealMaster master = cluster.master(MANY);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    slave.close();
    await().until(() -> !master.slave(id).path("active").asBoolean());
    TestSlave next = cluster.slaveAt(HOME, "another volume");

    String fresh = registered(next);
    assertThat(fresh).isNotEqualTo(id);
    assertThat(master.slaves()).containsExactly(fresh);
    isServing(next, master);
    assertThat(master.numbers())
        .containsEntry("slave_removals/reason_registered", 1)
        .containsEntry("slaves_unreachable", 0);
  }

  @Test
  void oneThatIsDeactivatedStaysRegisteredAndIsNotTold() {
    RealMaster master = cluster.master(MANY);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    master.call("DEACTIVATE_AGENT", id);
    assertThat(shown(master, id)).isEqualTo("active=false deactivated=true drain=");
    isServing(slave, master);
    assertThat(shown(master, id)).isEqualTo("active=false deactivated=true drain=");

    master.call("REACTIVATE_AGENT", id);
    assertThat(shown(master, id)).isEqualTo("active=true deactivated=false drain=");
    assertThat(slave.registered()).isTrue();
    assertThat(slave.posted(master.address(), "DrainSlaveMessage")).isZero();
  }

  @Test
  void oneThatIsDrainedIsToldAndStaysRegistered() {
    RealMaster master = cluster.master(MANY);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    master.call("DRAIN_AGENT", id);
    await().until(() -> slave.posted(master.address(), "DrainSlaveMessage") == 1);
    // nothing runs on it
    await().until(() -> shown(master, id).equals("active=false deactivated=true drain=DRAINED"));

    // to one that registers again it is said again, as to a real agent
    slave.runtime().leaders().redetect();
    await().until(() -> slave.posted(master.address(), "DrainSlaveMessage") == 2);
    isServing(slave, master);
    assertThat(shown(master, id)).isEqualTo("active=false deactivated=true drain=DRAINED");

    master.call("REACTIVATE_AGENT", id);
    assertThat(shown(master, id)).isEqualTo("active=true deactivated=false drain=");
    assertThat(slave.registered()).isTrue();
    assertThat(slave.status().id()).contains(id);
  }

  @Test
  void oneThatIsDrainedToBeGoneEndsAndComesBackAsANewOne() throws Exception {
    RealMaster master = cluster.master(MANY);
    TestSlave slave = cluster.slave();
    String id = registered(slave);

    master.call("DRAIN_AGENT", id, ",\"mark_gone\":true");

    cluster.endsAndComesBackAsANewOne(slave, id, master);
    assertThat(slave.posted(master.address(), "DrainSlaveMessage")).isEqualTo(1);
  }

  private static String shown(RealMaster master, String id) {
    JsonNode agent = master.slave(id);
    return "active=%s deactivated=%s drain=%s"
        .formatted(
            agent.path("active").asText(),
            agent.path("deactivated").asText(),
            agent.at("/drain_info/state").asText());
  }
}
