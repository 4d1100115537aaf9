package dev.mesos.master.core;

import com.google.protobuf.Message;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.master.core.MasterAction.Level;
import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.protocol.InternalMessages.PongSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.UpdateSlaveMessage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A master: events in, actions out.
 *
 * <ul>
 *   <li>Messages are sent only while we lead; those that arrive while we do not, or that belong to
 *       another epoch, are dropped and counted.
 *   <li>After an {@link MasterAction.Exit} there are no further actions.
 * </ul>
 */
public final class MasterCore {

  private final MasterInfo self;
  private final MasterMetrics metrics;
  private final Leadership leadership;
  private final Slaves slaves;
  private Optional<Instant> electedTime = Optional.empty();

  /** A master that neither leads nor knows who does. */
  public MasterCore(MasterRules rules, MasterInfo self, MasterMetrics metrics) {
    this.self = self;
    this.metrics = metrics;
    this.leadership = new Leadership(rules.exitWhenLeaderless(), self);
    this.slaves = new Slaves(rules, self.id(), metrics);
  }

  /** Whether a message to this process id is for us. */
  public static boolean isProcess(String id) {
    return id.equals(Slaves.MASTER) || Slaves.isObserver(id);
  }

  /** What is known at this moment. */
  public MasterView view() {
    return new MasterView(
        self,
        leadership.leading(),
        leadership.leader(),
        leadership.epoch(),
        electedTime,
        slaves.registered(),
        slaves.unreachable());
  }

  /** The epoch that we lead in; empty while we do not, and in a cluster without ZooKeeper. */
  public OptionalLong epoch() {
    return leadership.leading() ? leadership.ownEpoch() : OptionalLong.empty();
  }

  /** Takes one event and says what to do, in this order. */
  public List<MasterAction> handle(Instant now, MasterEvent event) {
    List<MasterAction> actions = new ArrayList<>();
    switch (event) {
      case MasterEvent.CandidacyLeads leads ->
          decide(now, leadership.candidacyLeads(leads.epoch()), actions);
      case MasterEvent.CandidacyLost lost ->
          decide(now, leadership.candidacyLost(lost.detail()), actions);
      case MasterEvent.LeaderDetected detected ->
          decide(now, leadership.leaderDetected(detected.leader(), detected.epoch()), actions);
      case MasterEvent.NoLeaderDetected none ->
          decide(now, leadership.noLeaderDetected(none.detail()), actions);
      case MasterEvent.Received received -> received(now, received, actions);
      case MasterEvent.NotUnderstood other -> metrics.increment(Metric.DROPPED_MESSAGES);
      case MasterEvent.LinkBroken broken -> {
        if (leadership.leading()) {
          slaves.linkBroken(broken.address(), broken.link(), actions);
        }
      }
      case MasterEvent.TimerFired fired -> {
        if (leadership.leading()) {
          slaves.timerFired(fired.timer(), actions);
        }
      }
      case MasterEvent.Stop stop -> {
        if (leadership.stop()) {
          actions.add(new MasterAction.Exit(0, "it was asked to stop"));
        }
      }
    }
    metrics.set(Metric.ELECTED, leadership.leading() ? 1 : 0);
    return actions;
  }

  private void decide(Instant now, Leadership.Verdict verdict, List<MasterAction> actions) {
    switch (verdict) {
      case Leadership.Verdict.Nothing nothing -> {}
      case Leadership.Verdict.Contend contend -> actions.add(new MasterAction.Contend());
      case Leadership.Verdict.Exit exit -> actions.add(new MasterAction.Exit(1, exit.reason()));
      case Leadership.Verdict.Lead lead -> {
        electedTime = Optional.of(now);
        actions.add(
            new MasterAction.Tell(
                Level.INFO, "master=leading id=" + self.id() + " pid=" + self.pid()));
      }
    }
  }

  private void received(Instant now, MasterEvent.Received event, List<MasterAction> actions) {
    boolean ours = event.epoch().isEmpty() || event.epoch().equals(leadership.ownEpoch());
    if (!leadership.leading() || !ours) {
      metrics.increment(Metric.DROPPED_MESSAGES);
      return;
    }
    Message message = event.message();
    switch (message) {
      case RegisterSlaveMessage register -> slaves.register(now, event.from(), register, actions);
      case ReregisterSlaveMessage reregister ->
          slaves.reregister(now, event.from(), reregister, actions);
      case UnregisterSlaveMessage unregister ->
          slaves.unregister(event.from(), unregister, actions);
      case PongSlaveMessage pong -> slaves.ponged(event.from(), event.to());
      case UpdateSlaveMessage update -> slaves.heard(event.from(), update.getSlaveId(), actions);
      default -> metrics.increment(Metric.DROPPED_MESSAGES);
    }
  }
}
