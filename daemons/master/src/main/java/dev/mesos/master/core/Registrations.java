package dev.mesos.master.core;

import com.google.protobuf.Message;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.registry.RegistryEntry;
import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.master.registry.RegistryOutcome;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import dev.mesos.protocol.Upid;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.SlaveInfo;

/**
 * Slaves come, come back and leave.
 *
 * <ul>
 *   <li>A slave is told that it is registered only when the registry says so. While that is being
 *       written, a repetition of its request changes nothing and is not answered: one answer comes.
 *   <li>A slave that comes back is known from the registry, and nothing is written if it is what it
 *       was.
 *   <li>A slave that was given up is never admitted again under its id: whatever it says, it is
 *       told to shut down. By the rule of Mesos 1.x it may come back instead, if its operator has
 *       not declared it gone.
 *   <li>A slave that the registry does not know may have been given up and forgotten since, so it
 *       is told to shut down too; but not while the registry is so young and so empty that nobody
 *       was forgotten yet: then it comes from another Mesos cluster that moves in.
 * </ul>
 */
final class Registrations {

  private final MasterRules rules;
  private final MasterMetrics metrics;
  private final Slaves slaves;
  private final HealthChecks health;
  private final OperatorCalls operators;
  private final Slaves.Ids ids;
  private Instant registryMade = Instant.EPOCH;

  Registrations(
      MasterRules rules,
      MasterInfo self,
      MasterMetrics metrics,
      Slaves slaves,
      HealthChecks health,
      OperatorCalls operators) {
    this.rules = rules;
    this.metrics = metrics;
    this.slaves = slaves;
    this.health = health;
    this.operators = operators;
    this.ids = new Slaves.Ids(self);
  }

  /** The registry was made at this time. */
  void registryMadeAt(Instant made) {
    registryMade = made;
  }

  void register(Instant now, Upid from, RegisterSlaveMessage message, Actions actions) {
    metrics.increment(Metric.MESSAGES_REGISTER_SLAVE);
    Optional<String> objection = SlaveChecks.objection(message.getSlave(), message.getVersion());
    if (objection.isPresent()) {
      ignore(from, "registration", objection.get(), actions);
      return;
    }
    Slave known = slaves.roster().byPid(from);
    if (known != null && known.facts().connected() && !known.leaving()) {
      // the answer to its first request was lost
      acknowledge(known, actions);
      return;
    }
    if (!slaves.arrives(from)) {
      return;
    }
    replaceAt(from, "", actions);
    SlaveInfo info = message.getSlave().toBuilder().setId(Slaves.slaveId(ids.next())).build();
    slaves
        .writes()
        .submit(
            new RegistryOperation.Admit(info),
            actions,
            (outcome, then, more) -> {
              slaves.arrived(from);
              registered(outcome, from, message, then, more);
            });
  }

  private void registered(
      RegistryOutcome outcome,
      Upid from,
      RegisterSlaveMessage message,
      Instant now,
      Actions actions) {
    if (!(outcome instanceof RegistryOutcome.Written(RegistryEntry entry))) {
      ignore(from, "registration", refusal(outcome), actions);
      return;
    }
    Slave slave =
        slaves.admit(
            new SlaveRecord(
                entry,
                from,
                message.getVersion(),
                message.getAgentCapabilitiesList(),
                now,
                Optional.empty(),
                true),
            actions);
    metrics.increment(Metric.SLAVE_REGISTRATIONS);
    actions.info(Slaves.described(slave.facts(), "registered"));
    acknowledge(slave, actions);
    health.ping(slave, now, actions);
  }

  void reregister(Instant now, Upid from, ReregisterSlaveMessage message, Actions actions) {
    metrics.increment(Metric.MESSAGES_REREGISTER_SLAVE);
    SlaveInfo info = message.getSlave();
    String id = info.getId().getValue();
    Optional<String> objection = SlaveChecks.objection(info, message.getVersion());
    if (objection.isPresent()) {
      ignore(from, "re-registration", objection.get(), actions);
      return;
    }
    if (slaves.writes().busy(id)) {
      // answered when that is written, or refused when it asks again
      return;
    }
    Optional<String> refusal = refusal(id, from, info, now);
    if (refusal.isPresent()) {
      metrics.increment(Metric.SLAVE_REREGISTRATIONS_REFUSED);
      actions.shutDown(from, id, refusal.get());
      return;
    }
    Optional<RegistryEntry> known = slaves.entry(id);
    if (known.isPresent() && known.get().slave().equals(Optional.of(info))) {
      reregistered(known.get(), from, message, now, actions);
      return;
    }
    slaves
        .writes()
        .submit(
            known.isPresent()
                ? new RegistryOperation.Update(info)
                : new RegistryOperation.Readmit(info),
            actions,
            (outcome, then, more) -> {
              switch (outcome) {
                case RegistryOutcome.Written(RegistryEntry entry) ->
                    reregistered(entry, from, message, then, more);
                case RegistryOutcome.Unchanged(RegistryEntry entry) ->
                    reregistered(entry, from, message, then, more);
                default -> more.shutDown(from, id, refusal(outcome));
              }
            });
  }

  private Optional<String> refusal(String id, Upid from, SlaveInfo info, Instant now) {
    if (id.isEmpty()) {
      return Optional.of("it re-registers without an id");
    }
    Optional<State> state = slaves.former().state(id);
    boolean forgiving = rules.partitionedAgents() == MasterRules.PartitionedAgents.REREGISTER;
    if (state.isPresent()) {
      return state.get() == State.GONE
          ? Optional.of("an operator marked it gone")
          : forgiving ? Optional.empty() : Optional.of("it was given up");
    }
    Slave known = slaves.byId(id);
    if (known != null) {
      return SlaveChecks.moved(known.facts(), from, info)
          .map(change -> "its " + change + " changed");
    }
    return slaves.recovered().containsKey(id) || forgiving || strangersWelcome(now)
        ? Optional.empty()
        : Optional.of("the registry does not know it, or has forgotten it");
  }

  /** Only while it is certain that nobody was forgotten. */
  private boolean strangersWelcome(Instant now) {
    return now.isBefore(registryMade.plus(rules.strangersWelcome()))
        && slaves.former().deactivated() + slaves.former().gone() < rules.strangersLimit();
  }

  private void reregistered(
      RegistryEntry entry,
      Upid from,
      ReregisterSlaveMessage message,
      Instant now,
      Actions actions) {
    slaves.removals().cancel(entry.id());
    replaceAt(from, entry.id(), actions);
    Slave known = slaves.byId(entry.id());
    SlaveRecord facts =
        new SlaveRecord(
            entry,
            from,
            message.getVersion(),
            message.getAgentCapabilitiesList(),
            known == null ? now : known.facts().registeredTime(),
            Optional.of(now),
            true);
    boolean repeated = known != null && known.facts().withReregistered(now).equals(facts);
    if (known != null) {
      slaves.move(known, facts, actions);
    }
    Slave slave = known != null ? known : slaves.admit(facts, actions);
    metrics.increment(Metric.SLAVE_REREGISTRATIONS);
    if (!repeated) { // it asked again before it heard the answer: nothing has changed
      actions.info(Slaves.described(facts, "re-registered"));
    }
    actions.send(
        from,
        SlaveReregisteredMessage.newBuilder()
            .setSlaveId(Slaves.slaveId(entry.id()))
            .setConnection(slaves.connection())
            .build());
    operators.returned(entry.id(), actions);
    if (known == null) {
      health.pingSoon(slave, actions);
    }
  }

  /** Another slave was at this place: it cannot be there any more. */
  private void replaceAt(Upid place, String newcomer, Actions actions) {
    Slave other = slaves.roster().byPid(place);
    if (other == null || other.id().equals(newcomer) || other.leaving()) {
      return;
    }
    String reason = "another slave is at its pid";
    if (rules.partitionedAgents() == MasterRules.PartitionedAgents.SHUTDOWN) {
      slaves.deactivate(other.id(), Metric.SLAVE_REMOVALS_REGISTERED, reason, actions);
    } else {
      slaves.remove(other.id(), Metric.SLAVE_REMOVALS_REGISTERED, reason, actions);
    }
  }

  void unregister(Upid from, UnregisterSlaveMessage message, Actions actions) {
    metrics.increment(Metric.MESSAGES_UNREGISTER_SLAVE);
    String id = message.getSlaveId().getValue();
    Slave slave = slaves.byId(id);
    boolean registered = slave != null && slave.facts().pid().equals(from) && !slave.leaving();
    if (registered || (slaves.recovered().containsKey(id) && !slaves.writes().busy(id))) {
      slaves.remove(id, Metric.SLAVE_REMOVALS_UNREGISTERED, "it unregistered", actions);
    } else {
      heard(from, message.getSlaveId(), actions);
    }
  }

  /** A slave says anything else: of interest only if it should be silent. */
  void heard(Upid from, SlaveID id, Actions actions) {
    answer(from, id.getValue(), slaves.former().state(id.getValue()), actions);
  }

  /**
   * Somebody says something without a name: of interest if a slave was there that should be silent.
   */
  void heard(Upid from, Actions actions) {
    slaves.former().at(from).ifPresent(id -> answer(from, id, slaves.former().state(id), actions));
  }

  private void answer(Upid from, String id, Optional<State> state, Actions actions) {
    boolean forgiving = rules.partitionedAgents() == MasterRules.PartitionedAgents.REREGISTER;
    if (state.isPresent() && (state.get() == State.GONE || !forgiving)) {
      actions.shutDown(
          from, id, state.get() == State.GONE ? "an operator marked it gone" : "it was given up");
    }
  }

  private static String refusal(RegistryOutcome outcome) {
    return outcome instanceof RegistryOutcome.Refused(var reason, String detail)
        ? detail
        : "unexpected outcome " + outcome;
  }

  private static void ignore(Upid from, String what, String why, Actions actions) {
    actions.warn("pid=" + from + " ignored=" + what + " reason=\"" + why + "\"");
  }

  private void acknowledge(Slave slave, Actions actions) {
    Message answer =
        SlaveRegisteredMessage.newBuilder()
            .setSlaveId(Slaves.slaveId(slave.id()))
            .setConnection(slaves.connection())
            .build();
    actions.send(slave.facts().pid(), answer);
  }
}
