package dev.mesos.master.core;

import static dev.mesos.master.core.Scene.only;
import static dev.mesos.master.core.Scene.pid;
import static dev.mesos.master.core.Scene.sent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.core.MasterMetrics.Total;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.Upid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.apache.mesos.Protos.SlaveID;
import org.junit.jupiter.api.Test;

/** Registration and removal of slaves by a leading master. */
class SlavesTest {

  private static final String ID = "master-a-S0";
  private static final String OBSERVER = "slave-observer(1)";

  private final Scene scene = Scene.leading();

  @Test
  void aNewSlaveGetsAnIdAConnectionAndAPing() {
    List<MasterAction> actions = scene.registers(1);

    SlaveRegisteredMessage answer = sent(actions, SlaveRegisteredMessage.class).getFirst();
    assertThat(answer.getSlaveId().getValue()).isEqualTo(ID);
    assertThat(answer.getConnection().getTotalPingTimeoutSeconds()).isEqualTo(75);
    assertThat(actions)
        .contains(
            new MasterAction.Link(pid(1).address(), 1),
            new MasterAction.Send(
                pid(1), OBSERVER, PingSlaveMessage.newBuilder().setConnected(true).build()),
            new MasterAction.SetTimer(new MasterTimer.Ping(1), Duration.ofSeconds(15)));
    assertThat(scene.slave().id()).isEqualTo(ID);
    assertThat(scene.slave().registeredTime()).isEqualTo(scene.now);
    assertThat(scene.metrics.get(Metric.SLAVES_ACTIVE)).isOne();
    assertThat(scene.metrics.get(Total.CPUS)).isEqualTo(2);
  }

  @Test
  void idsAreNumbered() {
    scene.registers(1);
    scene.registers(2);

    assertThat(scene.slaves()).extracting(SlaveRecord::id).containsExactly(ID, "master-a-S1");
  }

  @Test
  void aRepeatedRegistrationIsAcknowledgedAgain() {
    scene.registers(1);

    List<MasterAction> actions = scene.registers(1);

    assertThat(sent(actions, SlaveRegisteredMessage.class))
        .extracting(message -> message.getSlaveId().getValue())
        .containsExactly(ID);
    assertThat(sent(actions, PingSlaveMessage.class)).isEmpty();
    assertThat(scene.metrics.get(Metric.SLAVE_REGISTRATIONS)).isOne();
  }

  @Test
  void aRegistrationAtThePidOfADisconnectedSlaveReplacesIt() {
    scene.registers(1);
    scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 1));

    List<MasterAction> actions = scene.registers(1);

    assertThat(scene.slave().id()).isEqualTo("master-a-S1");
    // it would take it for its own, end, and be replaced by the next, for ever
    assertThat(sent(actions, ShutdownMessage.class)).as("words to the one before").isEmpty();
    assertThat(scene.metrics.get(Metric.SLAVE_REMOVALS_REGISTERED)).isOne();
    assertThat(scene.metrics.get(Total.CPUS)).isEqualTo(2);
  }

  @Test
  void aSlaveFromBeforeTheFailoverKeepsItsId() {
    List<MasterAction> actions = scene.reregisters("master-z-S7", 1);

    assertThat(sent(actions, SlaveReregisteredMessage.class))
        .extracting(message -> message.getSlaveId().getValue())
        .containsExactly("master-z-S7");
    assertThat(sent(scene.pingsDue(1, 1), PingSlaveMessage.class)).hasSize(1);
    assertThat(scene.slave().id()).isEqualTo("master-z-S7");
    assertThat(scene.slave().reregisteredTime()).contains(scene.now);
  }

  /** They all come at once, and would be pinged at once for ever. */
  @Test
  void theFirstPingsOfThoseThatComeOverAreSpreadOverAPingTimeout() {
    List<Duration> first = new ArrayList<>();
    for (int i = 1; i <= 100; i++) {
      List<MasterAction> actions = scene.reregisters("master-z-S" + i, i);
      assertThat(sent(actions, PingSlaveMessage.class)).isEmpty();
      only(actions, MasterAction.SetTimer.class).forEach(timer -> first.add(timer.after()));
    }

    Duration tenth = Scene.RULES.agentPingTimeout().dividedBy(10);
    assertThat(first).hasSize(100);
    for (int i = 0; i < 10; i++) {
      Duration from = tenth.multipliedBy(i);
      Duration to = from.plus(tenth);
      assertThat(
              first.stream().filter(after -> after.compareTo(from) >= 0 && after.compareTo(to) < 0))
          .as("from %s to %s", from, to)
          .hasSizeBetween(8, 12);
    }
  }

  @Test
  void aReregistrationOfAKnownSlaveIsNotPingedTwice() {
    scene.registers(1);

    List<MasterAction> actions = scene.reregisters(ID, 1);

    assertThat(sent(actions, SlaveReregisteredMessage.class)).hasSize(1);
    assertThat(sent(actions, PingSlaveMessage.class)).isEmpty();
    assertThat(only(actions, MasterAction.SetTimer.class)).isEmpty();
    assertThat(scene.slaves()).hasSize(1);
  }

  @Test
  void aReregistrationIsLoggedOnceHoweverOftenItIsAsked() {
    scene.reregisters("master-z-S7", 1);

    assertThat(only(scene.reregisters("master-z-S7", 1), MasterAction.Tell.class)).isEmpty();
  }

  @Test
  void aReregistrationThatSaysSomethingNewIsLogged() {
    scene.registers(1);

    List<MasterAction> actions =
        scene.hears(
            pid(1),
            ReregisterSlaveMessage.newBuilder()
                .setSlave(Scene.info("slave-1").toBuilder().setId(Slaves.slaveId(ID)))
                .setVersion("1.12.0")
                .build());

    assertThat(only(actions, MasterAction.Tell.class))
        .singleElement()
        .satisfies(line -> assertThat(line.text()).contains(ID, "re-registered"));
  }

  @Test
  void aReregistrationAfterADisconnectionIsLogged() {
    scene.registers(1);
    scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 1));

    assertThat(only(scene.reregisters(ID, 1), MasterAction.Tell.class))
        .singleElement()
        .satisfies(line -> assertThat(line.text()).contains(ID, "re-registered"));
  }

  @Test
  void anotherSlaveAtTheSamePidReplacesTheFirst() {
    scene.registers(1);

    scene.reregisters("master-z-S7", 1);

    assertThat(scene.slave().id()).isEqualTo("master-z-S7");
    assertThat(scene.metrics.get(Metric.SLAVE_REMOVALS_REGISTERED)).isOne();
  }

  @Test
  void aReregistrationWithoutAnIdIsToldToShutDown() {
    assertThat(sent(scene.reregisters("", 1), ShutdownMessage.class)).hasSize(1);
    assertThat(scene.slaves()).isEmpty();
  }

  @Test
  void aConnectedSlaveMayNotMoveToAnotherAddress() {
    scene.registers(1);

    List<MasterAction> actions = scene.reregisters(ID, pid(2), "slave-1");

    assertThat(only(actions, MasterAction.Send.class))
        .singleElement()
        .satisfies(send -> assertThat(send.to()).isEqualTo(pid(2)));
    assertThat(sent(actions, ShutdownMessage.class).getFirst().getMessage()).contains("address");
    assertThat(scene.slave().pid()).isEqualTo(pid(1));
  }

  @Test
  void aSlaveThatWasSeenToGoMayComeBackAtAnotherAddress() {
    scene.registers(1);
    scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 1));

    List<MasterAction> actions = scene.reregisters(ID, pid(2), "slave-1");

    assertThat(sent(actions, SlaveReregisteredMessage.class)).hasSize(1);
    assertThat(actions).contains(new MasterAction.Link(pid(2).address(), 2));
    assertThat(scene.slave().pid()).isEqualTo(pid(2));
    assertThat(scene.slave().connected()).isTrue();
  }

  @Test
  void aSlaveMayMoveToAnotherPort() {
    scene.registers(1);
    Upid moved = new Upid("slave(1)", "10.0.1.1", 6051);

    List<MasterAction> actions = scene.reregisters(ID, moved, "slave-1");

    assertThat(actions)
        .contains(
            new MasterAction.Unlink(pid(1).address()), new MasterAction.Link(moved.address(), 2));
    assertThat(scene.slave().pid()).isEqualTo(moved);
  }

  @Test
  void aSlaveMayNotChangeItsHostname() {
    scene.registers(1);
    scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 1));

    List<MasterAction> actions = scene.reregisters(ID, pid(1), "slave-9");

    assertThat(sent(actions, ShutdownMessage.class).getFirst().getMessage()).contains("hostname");
  }

  @Test
  void aSlaveOfAnOldVersionOrWithoutAHostnameIsIgnored() {
    RegisterSlaveMessage old =
        RegisterSlaveMessage.newBuilder()
            .setSlave(Scene.info("slave-1"))
            .setVersion("0.28.2")
            .build();

    assertThat(only(scene.hears(pid(1), old), MasterAction.Send.class)).isEmpty();
    assertThat(
            only(
                scene.hears(
                    pid(1), old.toBuilder().setVersion("1.11.0").setSlave(Scene.info("")).build()),
                MasterAction.Send.class))
        .isEmpty();
    assertThat(scene.slaves()).isEmpty();
  }

  @Test
  void aSlaveThatUnregistersIsGone() {
    scene.registers(1);
    UnregisterSlaveMessage message =
        UnregisterSlaveMessage.newBuilder().setSlaveId(SlaveID.newBuilder().setValue(ID)).build();

    scene.hears(pid(2), message);
    assertThat(scene.slaves()).hasSize(1);
    scene.hears(pid(1), message);

    assertThat(scene.slaves()).isEmpty();
    assertThat(scene.metrics.get(Metric.SLAVE_REMOVALS_UNREGISTERED)).isOne();
    assertThat(scene.pingsDue(1, 1)).isEmpty();
  }

  @Test
  void messagesToAStandbyAreDroppedAndCounted() {
    Scene standby = new Scene(Scene.RULES);
    standby.detects(Scene.OTHER);

    assertThat(standby.registers(1)).isEmpty();
    assertThat(standby.metrics.get(Metric.DROPPED_MESSAGES)).isOne();
    assertThat(standby.slaves()).isEmpty();
  }

  @Test
  void messagesOfAnotherEpochAreDroppedAndCounted() {
    RegisterSlaveMessage message =
        RegisterSlaveMessage.newBuilder()
            .setSlave(Scene.info("slave-1"))
            .setVersion("1.11.0")
            .build();

    scene.happens(
        new MasterEvent.Received(pid(1), "master", OptionalLong.of(Scene.EPOCH - 1), message));
    assertThat(scene.slaves()).isEmpty();
    assertThat(scene.metrics.get(Metric.DROPPED_MESSAGES)).isOne();

    scene.happens(
        new MasterEvent.Received(pid(1), "master", OptionalLong.of(Scene.EPOCH), message));
    assertThat(scene.slaves()).hasSize(1);
  }
}
