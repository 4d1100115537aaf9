package dev.mesos.master.core;

import com.google.protobuf.Message;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.registry.RegistryEntry;
import dev.mesos.master.registry.RegistryNews;
import dev.mesos.master.registry.RegistryWriter;
import dev.mesos.protocol.InternalMessages.ExitedExecutorMessage;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.StatusUpdateMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UpdateSlaveMessage;
import dev.mesos.protocol.OperatorMessages.SlavePausesMessage;
import dev.mesos.protocol.Upid;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A master: events in, actions out.
 *
 * <ul>
 *   <li>Messages are sent only while we lead; those that arrive while we do not, or that belong to
 *       another epoch, are dropped and counted.
 *   <li>Nobody is answered before the registry is read: who registers meanwhile waits for it.
 *   <li>After an {@link MasterAction.Exit} there are no further actions.
 * </ul>
 */
public final class MasterCore {

  private final MasterInfo self;
  private final MasterMetrics metrics;
  private final Leadership leadership;
  private final Slaves slaves;
  private final HealthChecks health;
  private final OperatorCalls operators;
  private final Registrations registrations;
  private final Map<Upid, MasterEvent.Received> waiting = new LinkedHashMap<>();
  private Optional<Instant> electedTime = Optional.empty();
  private boolean recovered;

  /** A master that neither leads nor knows who does. */
  public MasterCore(MasterRules rules, MasterInfo self, MasterMetrics metrics) {
    this.self = self;
    this.metrics = metrics;
    this.leadership = new Leadership(rules.exitWhenLeaderless(), self);
    this.slaves = new Slaves(rules, metrics);
    this.health = new HealthChecks(rules, slaves);
    this.operators = new OperatorCalls(slaves);
    this.registrations = new Registrations(rules, self, metrics, slaves, health, operators);
  }

  /** Whether a message to this process id is for us. */
  public static boolean isProcess(String id) {
    return id.equals(Actions.MASTER) || HealthChecks.isObserver(id);
  }

  /** What is known at this moment. */
  public MasterView view() {
    return new MasterView(
        self,
        leadership.leading(),
        leadership.leader(),
        leadership.epoch(),
        electedTime,
        leadership.leading() && !recovered,
        slaves.registered(),
        List.copyOf(slaves.recovered().values()),
        slaves.former().deactivated());
  }

  /** The epoch that we lead in; empty while we do not, and in a cluster without ZooKeeper. */
  public OptionalLong epoch() {
    return leadership.leading() ? leadership.ownEpoch() : OptionalLong.empty();
  }

  /** Whether we lead: messages are taken then, and all others are dropped. */
  public boolean acts() {
    return leadership.leading();
  }

  /** Takes one event and says what to do, in this order. */
  public List<MasterAction> handle(Instant now, MasterEvent event) {
    Actions actions = new Actions();
    switch (event) {
      case MasterEvent.CandidacyJoined joined -> leadership.candidacyJoined();
      case MasterEvent.CandidacyLeads(OptionalLong epoch, String znode) ->
          decide(now, leadership.candidacyLeads(epoch), znode, actions);
      case MasterEvent.CandidacyLost(String detail) ->
          decide(now, leadership.candidacyLost(detail), "", actions);
      case MasterEvent.LeaderDetected(MasterInfo leader, OptionalLong epoch) ->
          decide(now, leadership.leaderDetected(leader, epoch), "", actions);
      case MasterEvent.NoLeaderDetected(String detail) ->
          decide(now, leadership.noLeaderDetected(detail), "", actions);
      case MasterEvent.Received received -> received(now, received, actions);
      case MasterEvent.NotUnderstood other -> notUnderstood(other, actions);
      case MasterEvent.Registry(RegistryNews news) -> {
        if (leadership.leading()) {
          registry(now, news, actions);
        }
      }
      case MasterEvent.Operate(long number, OperatorCall call) -> {
        if (leadership.leading() && recovered) {
          operators.handle(number, call, actions);
        } else {
          actions.add(
              new MasterAction.Answer(
                  number, new OperatorAnswer.Unavailable("the registry is not read yet")));
        }
      }
      case MasterEvent.LinkBroken broken -> {
        if (leadership.leading()) {
          health.linkBroken(broken.address(), broken.link(), actions);
        }
      }
      case MasterEvent.TimerFired fired -> {
        if (leadership.leading()) {
          health.timerFired(fired.timer(), now, actions);
        }
      }
      case MasterEvent.Stop stop -> {
        if (leadership.stop()) {
          actions.add(new MasterAction.Exit(0, "it was asked to stop"));
        }
      }
    }
    actions.failure().ifPresent(reason -> fail(reason, actions));
    metrics.set(Metric.ELECTED, leadership.leading() ? 1 : 0);
    return actions.list();
  }

  private void fail(String reason, Actions actions) {
    if (leadership.stop()) {
      actions.add(new MasterAction.Exit(1, reason));
    }
  }

  private void decide(Instant now, Leadership.Verdict verdict, String znode, Actions actions) {
    switch (verdict) {
      case Leadership.Verdict.Nothing nothing -> {}
      case Leadership.Verdict.Contend contend -> actions.add(new MasterAction.Contend());
      case Leadership.Verdict.Exit exit -> actions.add(new MasterAction.Exit(1, exit.reason()));
      case Leadership.Verdict.Lead lead -> {
        electedTime = Optional.of(now);
        actions.info("master=leading id=" + self.id() + " pid=" + self.pid());
        actions.add(
            new MasterAction.Recover(
                new RegistryWriter(znode, leadership.ownEpoch().orElse(0), self.id())));
      }
    }
  }

  private void registry(Instant now, RegistryNews news, Actions actions) {
    switch (news) {
      case RegistryNews.Recovered(
              List<RegistryEntry> entries,
              var skipped,
              Optional<Instant> made) -> {
        recovered = true;
        slaves.recover(entries);
        registrations.registryMadeAt(made.orElse(now));
        health.expectReturns(actions);
        List<MasterEvent.Received> held = new ArrayList<>(waiting.values());
        waiting.clear();
        held.forEach(message -> understood(now, message, actions));
      }
      case RegistryNews.Done(long number, var outcome) ->
          slaves.writes().done(number, outcome, now, actions);
      case RegistryNews.Pruned(List<String> ids) -> slaves.forget(ids);
      case RegistryNews.Refused refused -> {} // it is tried again
      case RegistryNews.Ended(var reason, String detail) ->
          actions.fail("the registry may not be written any more: " + reason + ": " + detail);
    }
  }

  private void received(Instant now, MasterEvent.Received event, Actions actions) {
    boolean ours = event.epoch().isEmpty() || event.epoch().equals(leadership.ownEpoch());
    if (!leadership.leading() || !ours) {
      metrics.increment(Metric.DROPPED_MESSAGES);
    } else if (recovered) {
      understood(now, event, actions);
    } else if (mayWait(event.message())) {
      waiting.put(event.from(), event);
    } else {
      metrics.increment(Metric.DROPPED_MESSAGES);
    }
  }

  private static boolean mayWait(Message message) {
    return message instanceof RegisterSlaveMessage
        || message instanceof ReregisterSlaveMessage
        || message instanceof UnregisterSlaveMessage;
  }

  private void understood(Instant now, MasterEvent.Received event, Actions actions) {
    Upid from = event.from();
    switch (event.message()) {
      case RegisterSlaveMessage register -> registrations.register(now, from, register, actions);
      case ReregisterSlaveMessage reregister ->
          registrations.reregister(now, from, reregister, actions);
      case UnregisterSlaveMessage unregister -> registrations.unregister(from, unregister, actions);
      case PongSlaveMessage pong -> {
        health.ponged(from, event.to());
        registrations.heard(from, actions);
      }
      case UpdateSlaveMessage update -> {
        metrics.increment(Metric.MESSAGES_UPDATE_SLAVE);
        registrations.heard(from, update.getSlaveId(), actions);
      }
      case SlavePausesMessage pauses -> {
        health.pauses(from, pauses.getSlaveId().getValue(), actions);
        registrations.heard(from, pauses.getSlaveId(), actions);
      }
      case StatusUpdateMessage update ->
          registrations.heard(from, update.getUpdate().getSlaveId(), actions);
      case ExitedExecutorMessage exited -> registrations.heard(from, exited.getSlaveId(), actions);
      default -> metrics.increment(Metric.DROPPED_MESSAGES);
    }
  }

  /** Whatever a slave says that should be silent. */
  private void notUnderstood(MasterEvent.NotUnderstood event, Actions actions) {
    metrics.increment(Metric.DROPPED_MESSAGES);
    if (leadership.leading() && recovered) {
      registrations.heard(event.from(), actions);
    }
  }
}
