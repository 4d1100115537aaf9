package dev.mesos.master.core;

import static dev.mesos.master.core.Scene.admit;
import static dev.mesos.master.core.Scene.only;
import static dev.mesos.master.core.Scene.pid;
import static dev.mesos.master.core.Scene.sent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.registry.RegistryEnd;
import dev.mesos.master.registry.RegistryNews;
import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.protocol.InternalMessages.ExitedExecutorMessage;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import dev.mesos.protocol.InternalMessages.StatusUpdate;
import dev.mesos.protocol.InternalMessages.StatusUpdateMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.OperatorMessages.SlavePausesMessage;
import java.time.Duration;
import java.util.List;
import org.apache.mesos.Protos.ExecutorID;
import org.apache.mesos.Protos.FrameworkID;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.TaskID;
import org.apache.mesos.Protos.TaskState;
import org.apache.mesos.Protos.TaskStatus;
import org.junit.jupiter.api.Test;

/** What is written before it is told, and what a failover does not forget. */
class SlavesAndRegistryTest {

  private static final String OLD = "master-z-S7";
  private static final String NEW = "master-a-S0";
  private static final MasterEvent RETURNS_DUE =
      new MasterEvent.TimerFired(new MasterTimer.Returns());
  private static final MasterEvent PERMIT =
      new MasterEvent.TimerFired(new MasterTimer.RemovalPermit());

  private static Scene after(MasterRules rules, RegistryOperation... operations) {
    Scene scene = new Scene(rules);
    scene.inherits(scene.now.minus(Duration.ofDays(30)), operations).leads();
    return scene;
  }

  @Test
  void aSlaveIsToldThatItIsRegisteredWhenThatIsWritten() {
    Scene scene = Scene.leading();
    scene.holdNews();

    assertThat(only(scene.registers(1), MasterAction.Send.class)).isEmpty();
    assertThat(scene.slaves()).isEmpty();

    assertThat(sent(scene.releaseNews(), SlaveRegisteredMessage.class)).hasSize(1);
    assertThat(scene.slave().id()).isEqualTo(NEW);
  }

  @Test
  void aRepetitionMeanwhileIsNotWrittenAgain() {
    Scene scene = Scene.leading();
    scene.holdNews();
    scene.registers(1);

    assertThat(scene.registers(1)).isEmpty();

    assertThat(sent(scene.releaseNews(), SlaveRegisteredMessage.class)).hasSize(1);
    assertThat(scene.slaves()).hasSize(1);
  }

  @Test
  void whoRegistersBeforeTheRegistryIsReadWaitsForIt() {
    Scene scene = new Scene(Scene.RULES);
    scene.inherits(scene.now, admit(OLD, 2));
    scene.holdNews();
    scene.leads();
    assertThat(scene.core.view().recovering()).isTrue();

    assertThat(scene.registers(1)).isEmpty();
    assertThat(scene.registers(1)).isEmpty();
    assertThat(scene.reregisters(OLD, 2)).isEmpty();
    List<MasterAction> actions = scene.releaseNews();

    assertThat(sent(actions, SlaveRegisteredMessage.class)).hasSize(1);
    assertThat(sent(actions, SlaveReregisteredMessage.class)).hasSize(1);
    assertThat(scene.core.view().recovering()).isFalse();
  }

  @Test
  void aSlaveThatComesBackAsItWasIsNotWritten() {
    Scene scene = after(Scene.RULES, admit(OLD, 1));
    assertThat(scene.core.view().recovered()).hasSize(1);

    List<MasterAction> actions = scene.reregisters(OLD, 1);

    assertThat(only(actions, MasterAction.Write.class)).isEmpty();
    assertThat(sent(actions, SlaveReregisteredMessage.class)).hasSize(1);
    assertThat(sent(scene.pingsDue(1, 1), PingSlaveMessage.class)).hasSize(1);
    assertThat(scene.core.view().recovered()).isEmpty();
  }

  @Test
  void whatChangedIsWrittenBeforeItIsAnswered() {
    Scene scene = after(Scene.RULES, admit(OLD, 1));
    scene.holdNews();

    List<MasterAction> actions = scene.reregisters(OLD, pid(1), "slave-1b");

    assertThat(only(actions, MasterAction.Write.class))
        .singleElement()
        .satisfies(
            write -> assertThat(write.operation()).isInstanceOf(RegistryOperation.Update.class));
    assertThat(only(actions, MasterAction.Send.class)).isEmpty();
    assertThat(scene.reregisters(OLD, pid(1), "slave-1b")).isEmpty();
    assertThat(sent(scene.releaseNews(), SlaveReregisteredMessage.class)).hasSize(1);
    assertThat(scene.slave().info().getHostname()).isEqualTo("slave-1b");
  }

  @Test
  void whoWasGivenUpBeforeTheFailoverMayNotComeBack() {
    Scene scene = after(Scene.RULES, admit(OLD, 1), new RegistryOperation.Deactivate(OLD));

    assertThat(sent(scene.reregisters(OLD, 1), ShutdownMessage.class)).hasSize(1);
    assertThat(sent(scene.reregisters(OLD, 2), ShutdownMessage.class)).hasSize(1);
    assertThat(scene.slaves()).isEmpty();
    assertThat(scene.metrics.get(Metric.SLAVES_UNREACHABLE)).isOne();
  }

  @Test
  void byTheRuleOfMesos1xItMayOnceThatIsWritten() {
    Scene scene = after(Scene.LENIENT, admit(OLD, 1), new RegistryOperation.Deactivate(OLD));
    scene.holdNews();

    List<MasterAction> actions = scene.reregisters(OLD, 1);

    assertThat(only(actions, MasterAction.Write.class))
        .singleElement()
        .satisfies(
            write -> assertThat(write.operation()).isInstanceOf(RegistryOperation.Readmit.class));
    assertThat(scene.slaves()).isEmpty();
    assertThat(sent(scene.releaseNews(), SlaveReregisteredMessage.class)).hasSize(1);
    assertThat(scene.metrics.get(Metric.SLAVES_UNREACHABLE)).isZero();
  }

  @Test
  void whoIsGoneMayNotComeBackByAnyRule() {
    Scene scene = after(Scene.LENIENT, admit(OLD, 1), new RegistryOperation.MarkGone(OLD));

    assertThat(sent(scene.reregisters(OLD, 1), ShutdownMessage.class)).hasSize(1);
  }

  @Test
  void whoDoesNotComeBackAfterAFailoverIsGivenUp() {
    Scene scene = new Scene(Scene.RULES);
    scene.inherits(scene.now, admit(OLD, 1), admit("master-z-S8", 2));
    assertThat(scene.leads())
        .contains(new MasterAction.SetTimer(new MasterTimer.Returns(), Duration.ofMinutes(10)));
    scene.reregisters("master-z-S8", 2);

    List<MasterAction> actions = scene.happens(RETURNS_DUE);

    assertThat(only(actions, MasterAction.Write.class))
        .extracting(MasterAction.Write::operation)
        .containsExactly(new RegistryOperation.Deactivate(OLD));
    assertThat(scene.metrics.get(Metric.RECOVERY_SLAVE_REMOVALS)).isOne();
    assertThat(scene.metrics.get(Metric.SLAVE_REMOVALS)).isOne();
    assertThat(scene.metrics.get(Metric.SLAVES_RECOVERED)).isZero();
    assertThat(sent(scene.reregisters(OLD, 1), ShutdownMessage.class)).hasSize(1);
    assertThat(scene.slave().id()).isEqualTo("master-z-S8");
  }

  @Test
  void ifTooManyDoNotComeBackTheMasterEnds() {
    Scene scene =
        after(Scene.LENIENT, admit(OLD, 1), admit("master-z-S8", 2), admit("master-z-S9", 3));
    scene.reregisters("master-z-S8", 2);

    List<MasterAction> actions = scene.happens(RETURNS_DUE);

    assertThat(only(actions, MasterAction.Write.class)).isEmpty();
    assertThat(only(actions, MasterAction.Exit.class))
        .singleElement()
        .satisfies(exit -> {
          assertThat(exit.code()).isOne();
          assertThat(exit.reason()).contains("2 of 3", "--recovery_agent_removal_limit");
        });
  }

  @Test
  void slavesAreGivenUpNoFasterThanAllowed() {
    Scene scene = Scene.leading(Scene.LENIENT);
    scene.registers(1);
    scene.registers(2);
    scene.registers(3);
    assertThat(scene.pingsDue(1, 5))
        .contains(
            new MasterAction.SetTimer(new MasterTimer.RemovalPermit(), Duration.ofMinutes(1)));
    assertThat(sent(scene.pingsDue(2, 5), PingSlaveMessage.class)).hasSize(5);
    scene.pingsDue(3, 6);
    assertThat(scene.slaves()).extracting(SlaveRecord::pid).containsExactly(pid(2), pid(3));

    scene.pongs(pid(2), "slave-observer(2)");
    scene.happens(PERMIT);

    assertThat(scene.slaves()).extracting(SlaveRecord::pid).containsExactly(pid(2));
    assertThat(scene.metrics.get(Metric.SLAVE_UNREACHABLE_SCHEDULED)).isEqualTo(3);
    assertThat(scene.metrics.get(Metric.SLAVE_UNREACHABLE_CANCELED)).isOne();
    assertThat(scene.metrics.get(Metric.SLAVE_UNREACHABLE_COMPLETED)).isEqualTo(2);
    scene.happens(PERMIT);
    assertThat(scene.slaves()).hasSize(1);
  }

  @Test
  void anAbsentSlaveThatComesWhileItWaitsIsNotGivenUp() {
    Scene scene =
        after(Scene.LENIENT, admit(OLD, 1), admit("master-z-S8", 2), admit("master-z-S9", 3));
    scene.reregisters("master-z-S9", 3);
    scene.reregisters("master-z-S8", 2);
    scene.happens(new MasterEvent.LinkBroken(pid(2).address(), 2));
    scene.pingsDue(1, 6);
    scene.happens(RETURNS_DUE);

    scene.reregisters(OLD, 1);
    scene.happens(PERMIT);

    assertThat(scene.slaves()).extracting(SlaveRecord::id).contains(OLD);
    assertThat(scene.metrics.get(Metric.RECOVERY_SLAVE_REMOVALS)).isZero();
  }

  @Test
  void onceItsEndIsBeingWrittenNothingSavesASlave() {
    Scene scene = Scene.leading();
    scene.registers(1);
    scene.holdNews();
    assertThat(only(scene.pingsDue(1, 5), MasterAction.Write.class)).hasSize(1);

    scene.pongs(pid(1), "slave-observer(1)");
    assertThat(scene.pingsDue(1, 3)).isEmpty();
    assertThat(scene.reregisters(NEW, 1)).isEmpty();

    List<MasterAction> actions = scene.releaseNews();
    assertThat(sent(actions, ShutdownMessage.class)).hasSize(1);
    assertThat(scene.slaves()).isEmpty();
    assertThat(scene.metrics.get(Metric.SLAVE_UNREACHABLE_COMPLETED)).isOne();
    assertThat(sent(scene.reregisters(NEW, 1), ShutdownMessage.class)).hasSize(1);
  }

  @Test
  void whoseFormerPlaceIsTakenIsGivenUpWithoutAWordToTheNewcomer() {
    Scene scene = Scene.leading();
    scene.registers(1);
    scene.happens(new MasterEvent.LinkBroken(pid(1).address(), 1));

    List<MasterAction> actions = scene.reregisters(OLD, 1);

    assertThat(only(actions, MasterAction.Write.class))
        .extracting(MasterAction.Write::operation)
        .contains(new RegistryOperation.Deactivate(NEW));
    assertThat(sent(actions, ShutdownMessage.class)).isEmpty();
    assertThat(scene.slave().id()).isEqualTo(OLD);
    scene.pongs(pid(1), "slave-observer(2)");
    assertThat(scene.slave().id()).isEqualTo(OLD);
    assertThat(sent(scene.reregisters(NEW, 2), ShutdownMessage.class)).hasSize(1);
  }

  @Test
  void anyWordOfASlaveThatWasGivenUpIsAnsweredByAShutdown() {
    Scene scene = Scene.leading();
    scene.registers(1);
    scene.pingsDue(1, 5);
    SlaveID id = SlaveID.newBuilder().setValue(NEW).build();
    FrameworkID framework = FrameworkID.newBuilder().setValue("f").build();

    assertThat(sent(scene.pongs(pid(1), "slave-observer(1)"), ShutdownMessage.class)).hasSize(1);
    assertThat(
            sent(
                scene.happens(new MasterEvent.NotUnderstood(pid(1), "mesos.internal.Whatever")),
                ShutdownMessage.class))
        .hasSize(1);
    TaskStatus running =
        TaskStatus.newBuilder()
            .setTaskId(TaskID.newBuilder().setValue("t"))
            .setState(TaskState.TASK_RUNNING)
            .build();
    assertThat(
            sent(
                scene.hears(
                    pid(2),
                    StatusUpdateMessage.newBuilder()
                        .setUpdate(
                            StatusUpdate.newBuilder()
                                .setFrameworkId(framework)
                                .setSlaveId(id)
                                .setStatus(running)
                                .setTimestamp(0))
                        .build()),
                ShutdownMessage.class))
        .hasSize(1);
    assertThat(
            sent(
                scene.hears(
                    pid(2),
                    ExitedExecutorMessage.newBuilder()
                        .setSlaveId(id)
                        .setFrameworkId(framework)
                        .setExecutorId(ExecutorID.newBuilder().setValue("e"))
                        .setStatus(0)
                        .build()),
                ShutdownMessage.class))
        .hasSize(1);
  }

  @Test
  void byTheRuleOfMesos1xTheyAreDropped() {
    Scene scene = Scene.leading(Scene.LENIENT);
    scene.registers(1);
    scene.pingsDue(1, 5);

    assertThat(scene.pongs(pid(1), "slave-observer(1)")).isEmpty();
    assertThat(scene.happens(new MasterEvent.NotUnderstood(pid(1), "mesos.internal.Whatever")))
        .isEmpty();
  }

  @Test
  void aSlaveMayUnregisterBeforeItCameBack() {
    Scene scene = after(Scene.RULES, admit(OLD, 1));

    List<MasterAction> actions =
        scene.hears(
            pid(1),
            UnregisterSlaveMessage.newBuilder()
                .setSlaveId(SlaveID.newBuilder().setValue(OLD))
                .build());

    assertThat(only(actions, MasterAction.Write.class))
        .extracting(MasterAction.Write::operation)
        .containsExactly(new RegistryOperation.Remove(OLD));
    assertThat(scene.core.view().recovered()).isEmpty();
    assertThat(only(scene.happens(RETURNS_DUE), MasterAction.Write.class)).isEmpty();
  }

  @Test
  void aMasterThatMayNotWriteAnyMoreEnds() {
    Scene scene = Scene.leading();
    scene.registers(1);
    scene.news.add(new RegistryNews.Ended(RegistryEnd.FENCED, "another leader"));

    List<MasterAction> actions = scene.releaseNews();

    assertThat(only(actions, MasterAction.Exit.class))
        .singleElement()
        .satisfies(exit -> assertThat(exit.reason()).contains("FENCED", "another leader"));
    assertThat(scene.registers(2)).isEmpty();
  }

  @Test
  void aSlaveThatPausesIsNotMissedUntilItMustBeBack() {
    Scene scene = Scene.leading();
    scene.registers(1);
    SlavePausesMessage pauses =
        SlavePausesMessage.newBuilder().setSlaveId(SlaveID.newBuilder().setValue(NEW)).build();
    assertThat(scene.hears(pid(2), pauses)).isEmpty();

    assertThat(scene.hears(pid(1), pauses))
        .contains(
            new MasterAction.SetTimer(
                new MasterTimer.Reregistration(1, 1), Duration.ofMinutes(10)));
    assertThat(sent(scene.pingsDue(1, 20), PingSlaveMessage.class)).isEmpty();
    assertThat(scene.slave().connected()).isFalse();

    scene.reregisters(NEW, pid(2), "slave-1");
    assertThat(scene.slave().connected()).isTrue();
    assertThat(sent(scene.pingsDue(1, 1), PingSlaveMessage.class)).hasSize(1);
    scene.hears(pid(2), pauses);
    scene.happens(new MasterEvent.TimerFired(new MasterTimer.Reregistration(1, 2)));
    assertThat(scene.slaves()).isEmpty();
  }
}
