package dev.mesos.master.core;

import static dev.mesos.master.core.Scene.admit;
import static dev.mesos.master.core.Scene.only;
import static dev.mesos.master.core.Scene.pid;
import static dev.mesos.master.core.Scene.sent;
import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.protocol.InternalMessages.DrainSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import java.time.Duration;
import java.util.List;
import org.apache.mesos.Protos.DrainConfig;
import org.apache.mesos.Protos.DrainState;
import org.apache.mesos.Protos.DurationInfo;
import org.apache.mesos.Protos.SlaveInfo.Capability;
import org.junit.jupiter.api.Test;

/** What operators ask for: answered when it is written, by the answers that a real master gives. */
class OperatorCallsTest {

  private static final String ID = "master-a-S0";
  private static final String OLD = "master-z-S7";
  private static final OperatorAnswer DONE = new OperatorAnswer.Done();
  private static final DrainConfig FIVE_SECONDS =
      DrainConfig.newBuilder()
          .setMaxGracePeriod(DurationInfo.newBuilder().setNanoseconds(5_000_000_000L))
          .build();

  private final Scene scene = Scene.leading();

  private List<MasterAction> asks(OperatorCall call) {
    return scene.happens(new MasterEvent.Operate(1, call));
  }

  private static OperatorAnswer answer(List<MasterAction> actions) {
    List<MasterAction.Answer> answers = only(actions, MasterAction.Answer.class);
    assertThat(answers).hasSize(1);
    return answers.getFirst().answer();
  }

  private void registersAbleToDrain() {
    scene.hears(
        pid(1),
        RegisterSlaveMessage.newBuilder()
            .setSlave(Scene.info("slave-1"))
            .setVersion("1.11.0")
            .addAgentCapabilities(Capability.newBuilder().setType(Capability.Type.AGENT_DRAINING))
            .build());
  }

  @Test
  void whoIsGoneIsToldToShutDownAndNeverComesBack() {
    scene.registers(1);

    List<MasterAction> actions = asks(new OperatorCall.MarkAgentGone(ID));

    assertThat(answer(actions)).isEqualTo(DONE);
    assertThat(sent(actions, ShutdownMessage.class)).hasSize(1);
    assertThat(scene.slaves()).isEmpty();
    assertThat(scene.metrics.get(Metric.SLAVES_GONE)).isOne();
    assertThat(answer(asks(new OperatorCall.MarkAgentGone(ID)))).isEqualTo(DONE);
    assertThat(sent(scene.reregisters(ID, 1), ShutdownMessage.class)).hasSize(1);
  }

  @Test
  void itIsAnsweredWhenItIsWritten() {
    scene.registers(1);
    scene.holdNews();

    assertThat(only(asks(new OperatorCall.MarkAgentGone(ID)), MasterAction.Answer.class)).isEmpty();
    assertThat(scene.slaves()).hasSize(1);

    assertThat(answer(scene.releaseNews())).isEqualTo(DONE);
    assertThat(scene.slaves()).isEmpty();
  }

  @Test
  void anAbsentOrDeactivatedSlaveCanBeGoneToo() {
    Scene later = new Scene(Scene.RULES);
    later
        .inherits(
            later.now.minus(Duration.ofDays(1)),
            admit(OLD, 1),
            admit("master-z-S8", 2),
            new RegistryOperation.Deactivate("master-z-S8"))
        .leads();

    for (String id : List.of(OLD, "master-z-S8")) {
      assertThat(
              answer(later.happens(new MasterEvent.Operate(7, new OperatorCall.MarkAgentGone(id)))))
          .isEqualTo(DONE);
    }
    assertThat(later.core.view().recovered()).isEmpty();
    assertThat(later.metrics.get(Metric.SLAVES_GONE)).isEqualTo(2);
    assertThat(later.metrics.get(Metric.SLAVES_UNREACHABLE)).isZero();
  }

  @Test
  void ofUnknownSlavesNothingIsAsked() {
    assertThat(answer(asks(new OperatorCall.MarkAgentGone("x"))))
        .isEqualTo(new OperatorAnswer.NotFound("Agent 'x' not found"));
    assertThat(answer(asks(new OperatorCall.DrainAgent("x", FIVE_SECONDS))))
        .isEqualTo(new OperatorAnswer.Invalid("Unknown agent"));
    assertThat(answer(asks(new OperatorCall.DeactivateAgent("x"))))
        .isEqualTo(new OperatorAnswer.Invalid("Unknown agent"));
    assertThat(answer(asks(new OperatorCall.ReactivateAgent("x"))))
        .isEqualTo(new OperatorAnswer.Invalid("Agent is not deactivated"));
  }

  @Test
  void whoIsDeactivatedByAnOperatorStaysRegisteredAndIsNotActive() {
    scene.registers(1);

    assertThat(answer(asks(new OperatorCall.DeactivateAgent(ID)))).isEqualTo(DONE);
    assertThat(scene.slave().connected()).isTrue();
    assertThat(scene.slave().active()).isFalse();
    assertThat(scene.metrics.get(Metric.SLAVES_ACTIVE)).isZero();
    assertThat(answer(asks(new OperatorCall.DeactivateAgent(ID)))).isEqualTo(DONE);

    assertThat(answer(asks(new OperatorCall.ReactivateAgent(ID)))).isEqualTo(DONE);
    assertThat(scene.slave().active()).isTrue();
    assertThat(answer(asks(new OperatorCall.ReactivateAgent(ID))))
        .isEqualTo(new OperatorAnswer.Invalid("Agent is not deactivated"));
  }

  @Test
  void whoIsDrainedHearsOfItAndIsDrainedWhenNothingRuns() {
    registersAbleToDrain();

    List<MasterAction> actions = asks(new OperatorCall.DrainAgent(ID, FIVE_SECONDS));

    assertThat(answer(actions)).isEqualTo(DONE);
    assertThat(sent(actions, DrainSlaveMessage.class))
        .extracting(DrainSlaveMessage::getConfig)
        .containsExactly(FIVE_SECONDS);
    assertThat(scene.slave().active()).isFalse();
    assertThat(scene.slave().entry().drain())
        .hasValueSatisfying(drain -> assertThat(drain.getState()).isEqualTo(DrainState.DRAINED));
  }

  @Test
  void whoIsDrainedToBeGoneIsGoneThen() {
    registersAbleToDrain();

    List<MasterAction> actions =
        asks(new OperatorCall.DrainAgent(ID, FIVE_SECONDS.toBuilder().setMarkGone(true).build()));

    assertThat(sent(actions, ShutdownMessage.class)).hasSize(1);
    assertThat(scene.slaves()).isEmpty();
    assertThat(scene.metrics.get(Metric.SLAVES_GONE)).isOne();
  }

  @Test
  void anAbsentSlaveIsDrainedWhenItComesBack() {
    Scene later = new Scene(Scene.RULES);
    later.inherits(later.now, admit(OLD, 1)).leads();
    later.happens(new MasterEvent.Operate(1, new OperatorCall.DrainAgent(OLD, FIVE_SECONDS)));

    List<MasterAction> actions = later.reregisters(OLD, 1);

    assertThat(sent(actions, DrainSlaveMessage.class)).hasSize(1);
    assertThat(later.slave().entry().drain())
        .hasValueSatisfying(drain -> assertThat(drain.getState()).isEqualTo(DrainState.DRAINED));
  }

  @Test
  void aSlaveThatCannotDrainIsRefused() {
    scene.registers(1);

    assertThat(answer(asks(new OperatorCall.DrainAgent(ID, FIVE_SECONDS))))
        .isInstanceOf(OperatorAnswer.Invalid.class);
  }

  @Test
  void whoDoesNotLeadAnswersThatItCannot() {
    assertThat(
            answer(
                new Scene(Scene.RULES)
                    .happens(new MasterEvent.Operate(1, new OperatorCall.MarkAgentGone(ID)))))
        .isInstanceOf(OperatorAnswer.Unavailable.class);
  }
}
