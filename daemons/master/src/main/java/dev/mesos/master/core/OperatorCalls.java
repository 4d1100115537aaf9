package dev.mesos.master.core;

import dev.mesos.master.registry.RegistryEntry;
import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.master.registry.RegistryOutcome;
import dev.mesos.master.registry.RegistryOutcome.Refusal;
import dev.mesos.protocol.InternalMessages.DrainSlaveMessage;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.util.Optional;
import org.apache.mesos.Protos.DrainConfig;
import org.apache.mesos.Protos.DrainState;
import org.apache.mesos.Protos.SlaveInfo.Capability;

/**
 * What operators ask for, with Mesos's answers.
 *
 * <ul>
 *   <li>It is answered when it is written, and then it outlives this master.
 *   <li>It may be asked of a slave that is registered, of one that has not come back since the
 *       failover, and of one that was given up.
 *   <li>A slave that is to be drained hears of it now, or when it comes back.
 * </ul>
 */
final class OperatorCalls {

  private static final OperatorAnswer DONE = new OperatorAnswer.Done();

  private final Slaves slaves;

  OperatorCalls(Slaves slaves) {
    this.slaves = slaves;
  }

  void handle(long number, OperatorCall call, Actions actions) {
    String id = call.id();
    Optional<State> former = slaves.former().state(id);
    boolean known = slaves.entry(id).isPresent() || former.isPresent();
    switch (call) {
      case OperatorCall.MarkAgentGone gone when !known ->
          answer(number, new OperatorAnswer.NotFound("Agent '" + id + "' not found"), actions);
      case OperatorCall.MarkAgentGone gone -> markGone(number, id, actions);
      case OperatorCall.ReactivateAgent uncordon when !cordoned(id) && former.isEmpty() ->
          answer(number, new OperatorAnswer.Invalid("Agent is not deactivated"), actions);
      case OperatorCall any when !known || former.filter(State.GONE::equals).isPresent() ->
          answer(number, new OperatorAnswer.Invalid("Unknown agent"), actions);
      case OperatorCall.DrainAgent(String of, DrainConfig config) ->
          drain(number, id, config, actions);
      case OperatorCall.DeactivateAgent cordon ->
          change(number, new RegistryOperation.Cordon(id), actions);
      case OperatorCall.ReactivateAgent uncordon ->
          change(number, new RegistryOperation.Uncordon(id), actions);
    }
  }

  private boolean cordoned(String id) {
    return slaves.entry(id).filter(RegistryEntry::cordoned).isPresent();
  }

  private void markGone(long number, String id, Actions actions) {
    slaves
        .writes()
        .submit(
            new RegistryOperation.MarkGone(id),
            actions,
            (outcome, now, then) -> {
              if (outcome instanceof RegistryOutcome.Written) {
                slaves.gone(id, then);
              }
              // who is gone already is as gone as was asked for
              boolean already =
                  outcome instanceof RegistryOutcome.Refused(Refusal reason, String detail)
                      && reason == Refusal.GONE;
              answer(number, already ? DONE : answerTo(outcome), then);
            });
  }

  private void drain(long number, String id, DrainConfig config, Actions actions) {
    Slave slave = slaves.byId(id);
    if (slave != null
        && slave.facts().capabilities().stream()
            .noneMatch(able -> able.getType() == Capability.Type.AGENT_DRAINING)) {
      answer(
          number,
          new OperatorAnswer.Invalid("Agent '" + id + "' cannot be drained: it is too old"),
          actions);
      return;
    }
    slaves
        .writes()
        .submit(
            new RegistryOperation.Drain(id, config),
            actions,
            (outcome, now, then) -> {
              changed(outcome);
              answer(number, answerTo(outcome), then);
              returned(id, then);
            });
  }

  /** A registered slave hears that it is to be drained; nothing runs on it, so it is done then. */
  void returned(String id, Actions actions) {
    Slave slave = slaves.byId(id);
    if (slave == null || !slave.facts().connected()) {
      return;
    }
    slave
        .facts()
        .entry()
        .drain()
        .filter(drain -> drain.getState() == DrainState.DRAINING)
        .ifPresent(drain -> {
          actions.send(
              slave.facts().pid(),
              DrainSlaveMessage.newBuilder().setConfig(drain.getConfig()).build());
          finish(id, drain.getConfig(), actions);
        });
  }

  private void finish(String id, DrainConfig config, Actions actions) {
    slaves
        .writes()
        .submit(
            config.getMarkGone()
                ? new RegistryOperation.MarkGone(id)
                : new RegistryOperation.MarkDrained(id),
            actions,
            (outcome, now, then) -> {
              changed(outcome);
              if (config.getMarkGone() && outcome instanceof RegistryOutcome.Written) {
                slaves.gone(id, then);
              }
              then.info("slave=" + id + " state=drained");
            });
  }

  private void change(long number, RegistryOperation operation, Actions actions) {
    slaves
        .writes()
        .submit(
            operation,
            actions,
            (outcome, now, then) -> {
              changed(outcome);
              answer(number, answerTo(outcome), then);
            });
  }

  private void changed(RegistryOutcome outcome) {
    if (outcome instanceof RegistryOutcome.Written(RegistryEntry entry)
        && entry.state() == State.ADMITTED) {
      slaves.update(entry);
    }
  }

  private static OperatorAnswer answerTo(RegistryOutcome outcome) {
    return switch (outcome) {
      case RegistryOutcome.Written written -> DONE;
      case RegistryOutcome.Unchanged unchanged -> DONE;
      case RegistryOutcome.Erased erased -> DONE;
      case RegistryOutcome.Refused(Refusal reason, String detail) ->
          reason == Refusal.UNKNOWN
              ? new OperatorAnswer.NotFound(detail)
              : new OperatorAnswer.Invalid(detail);
      case RegistryOutcome.Ended ended ->
          new OperatorAnswer.Unavailable("the registry cannot be written any more");
    };
  }

  private static void answer(long number, OperatorAnswer answer, Actions actions) {
    actions.add(new MasterAction.Answer(number, answer));
  }
}
