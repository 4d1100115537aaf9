package dev.mesos.master.core;

import static dev.mesos.master.core.Scene.only;
import static dev.mesos.master.core.Scene.pid;
import static dev.mesos.master.core.Scene.sent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.core.MasterMetrics.Total;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UpdateSlaveMessage;
import dev.mesos.protocol.Upid;
import java.time.Duration;
import java.util.List;
import org.apache.mesos.Protos.SlaveID;
import org.junit.jupiter.api.Test;

/** Health checks of slaves by a leading master: who stays, and who is given up. */
class SlaveHealthTest {

  private static final String ID = "master-a-S0";
  private static final String OBSERVER = "slave-observer(1)";

  private final Scene scene = Scene.leading();

  @Test
  void aSlaveThatAnswersStays() {
    scene.registers(1);

    for (int i = 0; i < 20; i++) {
      assertThat(sent(scene.pingsDue(1, 1), PingSlaveMessage.class)).hasSize(1);
      scene.pongs(pid(1), OBSERVER);
    }

    assertThat(scene.slaves()).hasSize(1);
  }

  @Test
  void aSlaveThatMissesFivePingsIsGivenUp() {
    scene.registers(1);

    assertThat(sent(scene.pingsDue(1, 4), PingSlaveMessage.class)).hasSize(4);
    List<MasterAction> actions = scene.pingsDue(1, 1);

    assertThat(actions).contains(new MasterAction.Unlink(pid(1).address()));
    assertThat(sent(actions, PingSlaveMessage.class)).isEmpty();
    assertThat(scene.slaves()).isEmpty();
    assertThat(scene.metrics.get(Metric.SLAVE_REMOVALS_UNHEALTHY)).isOne();
    assertThat(scene.metrics.get(Metric.SLAVES_UNREACHABLE)).isOne();
    assertThat(scene.metrics.get(Metric.SLAVES_ACTIVE)).isZero();
    assertThat(scene.metrics.get(Total.CPUS)).isZero();
  }

  @Test
  void onlyTheLastPingsInARowCount() {
    scene.registers(1);

    scene.pingsDue(1, 4);
    scene.pongs(pid(1), OBSERVER);
    scene.pingsDue(1, 5);

    assertThat(scene.slaves()).hasSize(1);
  }

  @Test
  void aPongFromElsewhereDoesNotCount() {
    scene.registers(1);
    scene.registers(2);

    for (int i = 0; i < 5; i++) {
      scene.pongs(pid(2), OBSERVER);
      scene.pongs(pid(1), "slave-observer(99)");
      scene.pingsDue(1, 1);
    }

    assertThat(scene.slaves()).extracting(SlaveRecord::pid).containsExactly(pid(2));
  }

  @Test
  void aSlaveThatWasGivenUpIsToldToShutDownWheneverItSpeaks() {
    scene.registers(1);
    scene.pingsDue(1, 5);
    SlaveID id = SlaveID.newBuilder().setValue(ID).build();

    assertThat(sent(scene.reregisters(ID, 1), ShutdownMessage.class)).hasSize(1);
    assertThat(
            sent(
                scene.hears(pid(1), UpdateSlaveMessage.newBuilder().setSlaveId(id).build()),
                ShutdownMessage.class))
        .hasSize(1);
    assertThat(
            sent(
                scene.hears(pid(1), UnregisterSlaveMessage.newBuilder().setSlaveId(id).build()),
                ShutdownMessage.class))
        .hasSize(1);
    assertThat(scene.slaves()).isEmpty();
  }

  @Test
  void aSlaveThatWasGivenUpComesBackAsANewOne() {
    scene.registers(1);
    scene.pingsDue(1, 5);

    scene.registers(1);

    assertThat(scene.slave().id()).isEqualTo("master-a-S1");
  }

  @Test
  void aBrokenConnectionIsToldWithTheNextPing() {
    scene.registers(1);

    List<MasterAction> broken = scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 1));

    assertThat(broken)
        .contains(
            new MasterAction.SetTimer(
                new MasterTimer.Reregistration(1, 1), Duration.ofMinutes(10)));
    assertThat(sent(scene.pingsDue(1, 1), PingSlaveMessage.class).getFirst().getConnected())
        .isFalse();
    assertThat(scene.metrics.get(Metric.SLAVES_DISCONNECTED)).isOne();
    scene.reregisters(ID, 1);
    assertThat(sent(scene.pingsDue(1, 1), PingSlaveMessage.class).getFirst().getConnected())
        .isTrue();
    assertThat(scene.metrics.get(Metric.SLAVES_DISCONNECTED)).isZero();
  }

  @Test
  void newsOfAnOlderConnectionIsIgnored() {
    scene.registers(1);
    scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 1));
    scene.reregisters(ID, 1);

    scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 1));

    assertThat(scene.slave().connected()).isTrue();
  }

  @Test
  void slavesAtOneAddressShareAConnection() {
    Upid second = new Upid("slave(2)", "10.0.1.1", 5051);
    scene.registers(1);
    List<MasterAction> actions = scene.reregisters("master-z-S7", second, "slave-1");
    assertThat(only(actions, MasterAction.Link.class)).isEmpty();

    scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 1));

    assertThat(scene.slaves()).extracting(SlaveRecord::connected).containsExactly(false, false);
  }

  @Test
  void aDisconnectedSlaveThatOnlyAnswersPingsIsGivenUp() {
    scene.registers(1);
    scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 1));
    scene.pongs(pid(1), OBSERVER);

    scene.happens(new MasterEvent.TimerFired(new MasterTimer.Reregistration(1, 1)));

    assertThat(scene.slaves()).isEmpty();
    assertThat(scene.metrics.get(Metric.SLAVES_UNREACHABLE)).isOne();
  }

  @Test
  void aSlaveThatReregisteredInTimeStays() {
    scene.registers(1);
    scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 1));
    scene.reregisters(ID, 1);
    scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 2));

    scene.happens(new MasterEvent.TimerFired(new MasterTimer.Reregistration(1, 1)));

    assertThat(scene.slaves()).hasSize(1);
  }
}
