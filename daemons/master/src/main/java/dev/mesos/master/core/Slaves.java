package dev.mesos.master.core;

import dev.mesos.coordination.MasterInfo;
import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.registry.RegistryEntry;
import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.master.registry.RegistryOutcome;
import dev.mesos.protocol.InternalMessages.MasterSlaveConnection;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import dev.mesos.protocol.Upid;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.mesos.Protos.SlaveID;
import org.jspecify.annotations.Nullable;

/**
 * The slaves of a leading master: those that are registered, those that the registry knows and that
 * have not come back since the failover, and those that may not come back. What changes this,
 * {@link Registrations}, {@link HealthChecks} and {@link OperatorCalls} decide; how it changes is
 * here.
 *
 * <ul>
 *   <li>An id belongs to one slave for ever, a pid to at most one registered slave at a time.
 *   <li>A slave is in one of the three places, and moves only when the registry has written it.
 * </ul>
 */
final class Slaves {

  private final MasterRules rules;
  private final MasterMetrics metrics;
  private final Roster roster;
  private final Map<String, RegistryEntry> recovered = new LinkedHashMap<>();
  private final Former former = new Former();
  private final Set<Upid> arriving = new HashSet<>();
  private final Links links = new Links();
  private final Writes writes = new Writes();
  private final Removals removals;
  private long lastObserver;
  private int known;

  Slaves(MasterRules rules, MasterMetrics metrics) {
    this.rules = rules;
    this.metrics = metrics;
    this.roster = new Roster(metrics);
    this.removals = new Removals(rules.agentRemovalInterval(), metrics);
  }

  Roster roster() {
    return roster;
  }

  Former former() {
    return former;
  }

  Writes writes() {
    return writes;
  }

  Removals removals() {
    return removals;
  }

  /** The slaves that have not come back yet. */
  Map<String, RegistryEntry> recovered() {
    return recovered;
  }

  /** How many slaves the registry knew when we began to lead. */
  int known() {
    return known;
  }

  List<SlaveRecord> registered() {
    return roster.all().stream().map(Slave::facts).toList();
  }

  /** All that the registry holds. */
  void recover(List<RegistryEntry> entries) {
    for (RegistryEntry entry : entries) {
      if (entry.state() == State.ADMITTED) {
        recovered.put(entry.id(), entry);
      } else {
        former.add(entry.id(), entry.state());
      }
    }
    known = recovered.size();
    gauges();
  }

  void forget(List<String> ids) {
    former.forget(ids);
    gauges();
  }

  /** A new slave is being admitted at this place; false if one was already. */
  boolean arrives(Upid place) {
    return arriving.add(place);
  }

  /** That has ended, one way or the other. */
  void arrived(Upid place) {
    arriving.remove(place);
  }

  /** A slave is admitted that was not registered with us before; it is pinged from now on. */
  Slave admit(SlaveRecord facts, Actions actions) {
    recovered.remove(facts.id());
    former.forget(facts.id());
    former.placeTaken(facts.pid());
    Slave slave = new Slave(++lastObserver, facts);
    roster.add(slave);
    links.ensure(facts.pid().address(), actions);
    gauges();
    return slave;
  }

  /** A registered slave is back, perhaps at another place. */
  void move(Slave slave, SlaveRecord facts, Actions actions) {
    PeerAddress before = slave.facts().pid().address();
    roster.update(slave, facts);
    former.placeTaken(facts.pid());
    slave.returned();
    dropUnused(before, actions);
    links.ensure(facts.pid().address(), actions);
  }

  /** What operators want of a slave has changed. */
  void update(RegistryEntry now) {
    Slave slave = roster.byId(now.id());
    if (slave != null) {
      roster.update(slave, slave.facts().withEntry(now));
    } else {
      recovered.computeIfPresent(now.id(), (id, before) -> now);
    }
  }

  /** Whether it is the present connection that broke; if so, there is none from now on. */
  boolean linkBroken(PeerAddress address, long link) {
    return links.broken(address, link);
  }

  /**
   * Gives a slave up: it may not come back under its id. What follows, follows when that is
   * written.
   */
  void deactivate(String id, Metric reason, String text, Actions actions) {
    begin(id);
    writes.submit(
        new RegistryOperation.Deactivate(id),
        actions,
        (outcome, now, then) -> {
          if (outcome instanceof RegistryOutcome.Written) {
            former.add(id, State.DEACTIVATED);
          }
          metrics.increment(Metric.SLAVE_UNREACHABLE_COMPLETED);
          metrics.increment(Metric.SLAVE_SHUTDOWNS_COMPLETED);
          boolean unwanted = rules.partitionedAgents() == MasterRules.PartitionedAgents.SHUTDOWN;
          ended(
              id,
              reason,
              "deactivated reason=\"" + text + "\"",
              unwanted ? Optional.of("it was given up") : Optional.empty(),
              then);
        });
  }

  /** A slave leaves in good order, and may be forgotten. */
  void remove(String id, Metric reason, String text, Actions actions) {
    begin(id);
    writes.submit(
        new RegistryOperation.Remove(id),
        actions,
        (outcome, now, then) ->
            ended(id, reason, "removed reason=\"" + text + "\"", Optional.empty(), then));
  }

  /** A slave never comes back: an operator says so, and it is written. */
  void gone(String id, Actions actions) {
    removals.cancel(id);
    former.add(id, State.GONE);
    if (entry(id).isPresent()) {
      ended(
          id,
          Metric.SLAVE_REMOVALS_GONE,
          "gone",
          Optional.of("an operator marked it gone"),
          actions);
    }
    gauges();
  }

  private void begin(String id) {
    removals.cancel(id);
    Slave slave = roster.byId(id);
    if (slave != null) {
      slave.leave();
    }
  }

  /**
   * The end of a slave is written.
   *
   * @param farewell why it is told to shut down, in case that it hears us although we do not hear
   *     it; empty if it is not told
   */
  private void ended(
      String id, Metric reason, String text, Optional<String> farewell, Actions actions) {
    metrics.increment(Metric.SLAVE_REMOVALS);
    metrics.increment(reason);
    Slave slave = roster.byId(id);
    RegistryEntry absent = recovered.remove(id);
    if (slave != null) {
      leave(slave, text, farewell, actions);
    } else if (absent != null) {
      if (reason == Metric.SLAVE_REMOVALS_UNHEALTHY) {
        metrics.increment(Metric.RECOVERY_SLAVE_REMOVALS);
      }
      actions.warn("slave=" + id + " hostname=" + absent.hostname() + " state=" + text);
    }
    gauges();
  }

  private void leave(Slave slave, String text, Optional<String> farewell, Actions actions) {
    Upid pid = slave.facts().pid();
    roster.remove(slave);
    actions.warn(described(slave.facts(), text));
    // a shutdown names nobody: whoever else is there, or comes there, would take it for its own
    if (roster.byPid(pid) == null && !arriving.contains(pid)) {
      former.lastSeenAt(pid, slave.id());
      farewell.ifPresent(why -> actions.shutDown(pid, slave.id(), why));
    }
    dropUnused(pid.address(), actions);
  }

  private void dropUnused(PeerAddress address, Actions actions) {
    if (roster.at(address).isEmpty()) {
      links.drop(address, actions);
    }
  }

  private void gauges() {
    metrics.set(Metric.SLAVES_UNREACHABLE, former.deactivated());
    metrics.set(Metric.SLAVES_GONE, former.gone());
    metrics.set(Metric.SLAVES_RECOVERED, recovered.size());
  }

  /** How long a slave may wait for a ping, as every answer to a registration says. */
  MasterSlaveConnection connection() {
    double seconds = rules.totalPingTimeout().toMillis() / 1000.0;
    return MasterSlaveConnection.newBuilder().setTotalPingTimeoutSeconds(seconds).build();
  }

  /** The slave of this id wherever it is, if it is one of ours still. */
  Optional<RegistryEntry> entry(String id) {
    Slave slave = roster.byId(id);
    return slave != null
        ? Optional.of(slave.facts().entry())
        : Optional.ofNullable(recovered.get(id));
  }

  @Nullable Slave byId(String id) {
    return roster.byId(id);
  }

  static String described(SlaveRecord slave, String what) {
    return "slave="
        + slave.id()
        + " pid="
        + slave.pid()
        + " hostname="
        + slave.info().getHostname()
        + " state="
        + what;
  }

  static SlaveID slaveId(String id) {
    return SlaveID.newBuilder().setValue(id).build();
  }

  /** An id that no slave ever had: that of this master, fresh for each start, and a number. */
  static final class Ids {
    private final String prefix;
    private long last;

    Ids(MasterInfo self) {
      this.prefix = self.id() + "-S";
    }

    String next() {
      return prefix + last++;
    }
  }
}
