package dev.mesos.master.core;

import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import java.time.Duration;
import java.time.Instant;

/**
 * Which of the registered slaves are healthy.
 *
 * <ul>
 *   <li>A slave is pinged at once when it is admitted and then at every ping timeout; one that
 *       comes over from another master at some time within the first ping timeout, since all of
 *       them come at once. It is to be given up when as many pings in a row as allowed went
 *       unanswered, and never while it answers.
 *   <li>A slave whose connection broke is told so by the pings, and is to be given up if it does
 *       not re-register in time, whatever it answers.
 *   <li>A slave that said that it pauses is not pinged, and has as long to re-register.
 *   <li>A slave that was known before the failover is to be given up if it does not re-register in
 *       time; if too many do not, the fault is rather ours, and the master ends instead.
 *   <li>A slave that answers or re-registers while it waits to be given up is not given up.
 * </ul>
 */
final class HealthChecks {

  private static final String OBSERVER = "slave-observer(";

  /**
   * The golden ratio: its multiples, less their whole parts, lie evenly, however many there are.
   */
  private static final double EVENLY = 0.6180339887498949;

  private final MasterRules rules;
  private final Slaves slaves;

  HealthChecks(MasterRules rules, Slaves slaves) {
    this.rules = rules;
    this.slaves = slaves;
  }

  /** All is known that the registry holds: from now on those it names may come back. */
  void expectReturns(Actions actions) {
    if (!slaves.recovered().isEmpty()) {
      actions.timer(new MasterTimer.Returns(), rules.agentReregisterTimeout());
    }
  }

  /** Begins to ping a slave that comes over from another master. */
  void pingSoon(Slave slave, Actions actions) {
    double turns = slave.observer() * EVENLY;
    long within = (long) ((turns - Math.floor(turns)) * rules.agentPingTimeout().toNanos());
    pingAfter(Duration.ofNanos(within), slave, actions);
  }

  void ping(Slave slave, Instant now, Actions actions) {
    if (slave.leaving()) {
      return;
    }
    if (slave.pausing()) {
      pingAfter(rules.agentPingTimeout(), slave, actions);
      return;
    }
    if (slave.pingDue() >= rules.maxAgentPingTimeouts()) {
      giveUp(slave, "it missed " + rules.maxAgentPingTimeouts() + " pings", now, actions);
      if (slave.leaving()) {
        return;
      }
    }
    actions.send(
        slave.facts().pid(),
        OBSERVER + slave.observer() + ")",
        PingSlaveMessage.newBuilder().setConnected(slave.facts().connected()).build());
    pingAfter(rules.agentPingTimeout(), slave, actions);
  }

  private static void pingAfter(Duration pause, Slave slave, Actions actions) {
    actions.timer(new MasterTimer.Ping(slave.observer()), pause);
  }

  /** A slave answers a ping. */
  void ponged(Upid from, String to) {
    Slave slave = slaves.roster().byObserver(observerNumber(to));
    if (slave != null && slave.facts().pid().equals(from)) {
      slave.ponged();
      // one that was disconnected has to re-register, too
      if (slave.facts().connected()) {
        slaves.removals().cancel(slave.id());
      }
    }
  }

  void linkBroken(PeerAddress address, long link, Actions actions) {
    if (!slaves.linkBroken(address, link)) {
      return;
    }
    for (Slave slave : slaves.roster().at(address)) {
      disconnect(slave, "disconnected", actions);
    }
  }

  /** A slave is being stopped and will be back: until it must be, it is not missed. */
  void pauses(Upid from, String id, Actions actions) {
    Slave slave = slaves.byId(id);
    if (slave != null && slave.facts().pid().equals(from) && !slave.leaving()) {
      slave.pause();
      disconnect(slave, "pausing", actions);
    }
  }

  private void disconnect(Slave slave, String what, Actions actions) {
    if (slave.facts().connected()) {
      long disconnection = slaves.roster().disconnect(slave);
      actions.info(Slaves.described(slave.facts(), what));
      actions.timer(
          new MasterTimer.Reregistration(slave.observer(), disconnection),
          rules.agentReregisterTimeout());
    }
  }

  void timerFired(MasterTimer timer, Instant now, Actions actions) {
    switch (timer) {
      case MasterTimer.Ping ping -> {
        Slave slave = slaves.roster().byObserver(ping.observer());
        if (slave != null) {
          ping(slave, now, actions);
        }
      }
      case MasterTimer.Reregistration due -> {
        Slave slave = slaves.roster().byObserver(due.observer());
        if (slave != null
            && !slave.facts().connected()
            && slave.disconnections() == due.disconnection()) {
          giveUp(slave, "it did not re-register in time", now, actions);
        }
      }
      case MasterTimer.Returns returns -> giveUpAbsent(now, actions);
      case MasterTimer.RemovalPermit permit -> slaves.removals().permit(now, actions);
    }
  }

  private void giveUp(Slave slave, String reason, Instant now, Actions actions) {
    if (slave.leaving() || slaves.removals().waits(slave.id())) {
      return;
    }
    slaves
        .removals()
        .schedule(
            slave.id(),
            (then, more) ->
                slaves.deactivate(slave.id(), Metric.SLAVE_REMOVALS_UNHEALTHY, reason, more),
            now,
            actions);
  }

  private void giveUpAbsent(Instant now, Actions actions) {
    int absent = slaves.recovered().size();
    double share = slaves.known() == 0 ? 0 : (double) absent / slaves.known();
    if (share > rules.recoveryAgentRemovalLimit()) {
      actions.fail(
          "%d of %d slaves did not re-register within %s, more than the limit of %.0f %%: look for what keeps them away, or raise --recovery_agent_removal_limit"
              .formatted(
                  absent,
                  slaves.known(),
                  rules.agentReregisterTimeout(),
                  100 * rules.recoveryAgentRemovalLimit()));
      return;
    }
    for (String id : slaves.recovered().keySet().toArray(String[]::new)) {
      if (!slaves.writes().busy(id)) {
        slaves
            .removals()
            .schedule(
                id,
                (then, more) ->
                    slaves.deactivate(
                        id,
                        Metric.SLAVE_REMOVALS_UNHEALTHY,
                        "it did not re-register after the failover",
                        more),
                now,
                actions);
      }
    }
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
