package dev.mesos.master.core;

import com.google.protobuf.Message;
import dev.mesos.master.core.MasterAction.Level;
import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.protocol.InternalMessages.MasterSlaveConnection;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.protocol.InternalMessages.RegisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ReregisterSlaveMessage;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import dev.mesos.protocol.InternalMessages.UnregisterSlaveMessage;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.Protos.SlaveID;
import org.apache.mesos.Protos.SlaveInfo;
import org.jspecify.annotations.Nullable;

/**
 * The slaves of a leading master: who is registered, who is healthy, who was given up.
 *
 * <ul>
 *   <li>An id belongs to one slave for ever, a pid to at most one slave at a time.
 *   <li>A slave is pinged at once when it is admitted and then at every ping timeout; it is given
 *       up when as many pings in a row as allowed went unanswered, and never while it answers.
 *   <li>A slave that was given up is never admitted again under its id: it is told to shut down.
 * </ul>
 */
final class Slaves {

  /** The id of the master's own process. */
  static final String MASTER = "master";

  private static final String OBSERVER = "slave-observer(";

  private final MasterRules rules;
  private final String masterId;
  private final MasterMetrics metrics;
  private final Roster roster;
  private final Deactivated deactivated = new Deactivated();
  private final Links links = new Links();
  private long lastSlave;
  private long lastObserver;

  Slaves(MasterRules rules, String masterId, MasterMetrics metrics) {
    this.rules = rules;
    this.masterId = masterId;
    this.metrics = metrics;
    this.roster = new Roster(metrics);
  }

  List<SlaveRecord> registered() {
    return roster.all().stream().map(Slave::facts).toList();
  }

  int unreachable() {
    return deactivated.size();
  }

  void register(Instant now, Upid from, RegisterSlaveMessage message, List<MasterAction> actions) {
    metrics.increment(Metric.MESSAGES_REGISTER_SLAVE);
    Optional<String> objection = SlaveChecks.objection(message.getSlave(), message.getVersion());
    if (objection.isPresent()) {
      ignore(from, "registration", objection.get(), actions);
      return;
    }
    Slave known = roster.byPid(from);
    if (known != null && known.facts().connected()) {
      // the answer to its first request was lost
      acknowledge(known, actions);
      return;
    }
    if (known != null) {
      remove(known, Metric.SLAVE_REMOVALS_REGISTERED, "a new slave registers at its pid", actions);
    }
    String id = masterId + "-S" + lastSlave++;
    SlaveInfo info = message.getSlave().toBuilder().setId(slaveId(id)).build();
    Slave slave =
        admit(
            new SlaveRecord(
                id,
                from,
                info,
                message.getVersion(),
                message.getAgentCapabilitiesList(),
                now,
                Optional.empty(),
                true),
            actions);
    metrics.increment(Metric.SLAVE_REGISTRATIONS);
    tell(Level.INFO, "registered", slave.facts(), actions);
    acknowledge(slave, actions);
    ping(slave, actions);
  }

  void reregister(
      Instant now, Upid from, ReregisterSlaveMessage message, List<MasterAction> actions) {
    metrics.increment(Metric.MESSAGES_REREGISTER_SLAVE);
    String id = message.getSlave().getId().getValue();
    Optional<String> objection = SlaveChecks.objection(message.getSlave(), message.getVersion());
    if (objection.isPresent()) {
      ignore(from, "re-registration", objection.get(), actions);
      return;
    }
    Slave known = roster.byId(id);
    Optional<String> refusal = refusal(id, known, from, message.getSlave());
    if (refusal.isPresent()) {
      shutDown(from, id, refusal.get(), actions);
      return;
    }
    Slave other = roster.byPid(from);
    if (other != null && other != known) {
      remove(other, Metric.SLAVE_REMOVALS_REGISTERED, "another slave is at its pid", actions);
    }
    SlaveRecord facts =
        new SlaveRecord(
            id,
            from,
            message.getSlave(),
            message.getVersion(),
            message.getAgentCapabilitiesList(),
            known == null ? now : known.facts().registeredTime(),
            Optional.of(now),
            true);
    Slave slave = known == null ? admit(facts, actions) : move(known, facts, actions);
    metrics.increment(Metric.SLAVE_REREGISTRATIONS);
    tell(Level.INFO, "re-registered", facts, actions);
    send(
        slave,
        SlaveReregisteredMessage.newBuilder()
            .setSlaveId(slaveId(id))
            .setConnection(connection())
            .build(),
        actions);
    if (known == null) {
      ping(slave, actions);
    }
  }

  private Optional<String> refusal(String id, @Nullable Slave known, Upid from, SlaveInfo info) {
    if (id.isEmpty()) {
      return Optional.of("it re-registers without an id");
    }
    if (deactivated.contains(id)) {
      return Optional.of("it was given up as unreachable");
    }
    return known == null
        ? Optional.empty()
        : SlaveChecks.moved(known.facts(), from, info).map(change -> "its " + change + " changed");
  }

  void unregister(Upid from, UnregisterSlaveMessage message, List<MasterAction> actions) {
    metrics.increment(Metric.MESSAGES_UNREGISTER_SLAVE);
    Slave slave = roster.byId(message.getSlaveId().getValue());
    if (slave == null || !slave.facts().pid().equals(from)) {
      answerDeactivated(from, message.getSlaveId(), actions);
      return;
    }
    remove(slave, Metric.SLAVE_REMOVALS_UNREGISTERED, "it unregistered", actions);
  }

  /** A slave says anything else about itself: of interest only if it should be silent. */
  void heard(Upid from, SlaveID id, List<MasterAction> actions) {
    metrics.increment(Metric.MESSAGES_UPDATE_SLAVE);
    answerDeactivated(from, id, actions);
  }

  void ponged(Upid from, String to) {
    Slave slave = roster.byObserver(observerNumber(to));
    if (slave != null && slave.facts().pid().equals(from)) {
      slave.ponged();
    }
  }

  void linkBroken(PeerAddress address, long link, List<MasterAction> actions) {
    if (!links.broken(address, link)) {
      return;
    }
    for (Slave slave : roster.at(address)) {
      if (slave.facts().connected()) {
        long disconnection = roster.disconnect(slave);
        tell(Level.INFO, "disconnected", slave.facts(), actions);
        actions.add(
            new MasterAction.SetTimer(
                new MasterTimer.Reregistration(slave.observer(), disconnection),
                rules.agentReregisterTimeout()));
      }
    }
  }

  void timerFired(MasterTimer timer, List<MasterAction> actions) {
    switch (timer) {
      case MasterTimer.Ping ping -> {
        Slave slave = roster.byObserver(ping.observer());
        if (slave != null) {
          ping(slave, actions);
        }
      }
      case MasterTimer.Reregistration due -> {
        Slave slave = roster.byObserver(due.observer());
        if (slave != null
            && !slave.facts().connected()
            && slave.disconnections() == due.disconnection()) {
          giveUp(slave, "it did not re-register in time", actions);
        }
      }
    }
  }

  private void ping(Slave slave, List<MasterAction> actions) {
    if (slave.pingDue() >= rules.maxAgentPingTimeouts()) {
      giveUp(slave, "it missed " + rules.maxAgentPingTimeouts() + " pings", actions);
      return;
    }
    actions.add(
        new MasterAction.Send(
            slave.facts().pid(),
            OBSERVER + slave.observer() + ")",
            PingSlaveMessage.newBuilder().setConnected(slave.facts().connected()).build()));
    actions.add(
        new MasterAction.SetTimer(
            new MasterTimer.Ping(slave.observer()), rules.agentPingTimeout()));
  }

  private Slave admit(SlaveRecord facts, List<MasterAction> actions) {
    Slave slave = new Slave(++lastObserver, facts);
    roster.add(slave);
    links.ensure(facts.pid().address(), actions);
    return slave;
  }

  private Slave move(Slave slave, SlaveRecord facts, List<MasterAction> actions) {
    PeerAddress before = slave.facts().pid().address();
    roster.update(slave, facts);
    slave.ponged();
    dropUnused(before, actions);
    links.ensure(facts.pid().address(), actions);
    return slave;
  }

  private void giveUp(Slave slave, String reason, List<MasterAction> actions) {
    metrics.increment(Metric.SLAVE_UNREACHABLE_SCHEDULED);
    remove(slave, Metric.SLAVE_REMOVALS_UNHEALTHY, reason, actions);
    deactivated.add(slave.facts());
    metrics.set(Metric.SLAVES_UNREACHABLE, deactivated.size());
    metrics.increment(Metric.SLAVE_UNREACHABLE_COMPLETED);
  }

  private void remove(Slave slave, Metric reason, String text, List<MasterAction> actions) {
    roster.remove(slave);
    metrics.increment(Metric.SLAVE_REMOVALS);
    metrics.increment(reason);
    dropUnused(slave.facts().pid().address(), actions);
    tell(Level.WARN, "removed reason=\"" + text + "\"", slave.facts(), actions);
  }

  private void dropUnused(PeerAddress address, List<MasterAction> actions) {
    if (roster.at(address).isEmpty()) {
      links.drop(address, actions);
    }
  }

  private void answerDeactivated(Upid from, SlaveID id, List<MasterAction> actions) {
    if (deactivated.contains(id.getValue())) {
      shutDown(from, id.getValue(), "it was given up as unreachable", actions);
    }
  }

  private static void shutDown(Upid to, String id, String reason, List<MasterAction> actions) {
    actions.add(
        new MasterAction.Tell(
            Level.WARN, "slave=" + id + " pid=" + to + " state=refused reason=\"" + reason + "\""));
    actions.add(
        new MasterAction.Send(
            to,
            MASTER,
            ShutdownMessage.newBuilder()
                .setMessage("Slave " + id + " is refused: " + reason)
                .build()));
  }

  private static void ignore(Upid from, String what, String why, List<MasterAction> actions) {
    actions.add(
        new MasterAction.Tell(
            Level.WARN, "pid=" + from + " ignored=" + what + " reason=\"" + why + "\""));
  }

  private void acknowledge(Slave slave, List<MasterAction> actions) {
    send(
        slave,
        SlaveRegisteredMessage.newBuilder()
            .setSlaveId(slaveId(slave.facts().id()))
            .setConnection(connection())
            .build(),
        actions);
  }

  private static void send(Slave slave, Message message, List<MasterAction> actions) {
    actions.add(new MasterAction.Send(slave.facts().pid(), MASTER, message));
  }

  private MasterSlaveConnection connection() {
    double seconds = rules.totalPingTimeout().toMillis() / 1000.0;
    return MasterSlaveConnection.newBuilder().setTotalPingTimeoutSeconds(seconds).build();
  }

  private static void tell(
      Level level, String what, SlaveRecord slave, List<MasterAction> actions) {
    actions.add(
        new MasterAction.Tell(
            level,
            "slave="
                + slave.id()
                + " pid="
                + slave.pid()
                + " hostname="
                + slave.info().getHostname()
                + " state="
                + what));
  }

  private static SlaveID slaveId(String id) {
    return SlaveID.newBuilder().setValue(id).build();
  }

  /** Whether a process id of ours is the observer of some slave, present or past. */
  static boolean isObserver(String process) {
    return observerNumber(process) >= 0;
  }

  private static long observerNumber(String process) {
    if (!process.startsWith(OBSERVER) || !process.endsWith(")")) {
      return -1;
    }
    try {
      return Long.parseLong(process, OBSERVER.length(), process.length() - 1, 10);
    } catch (NumberFormatException e) {
      return -1;
    }
  }
}
