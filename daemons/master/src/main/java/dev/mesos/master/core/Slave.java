package dev.mesos.master.core;

/** A slave in the master's memory: its record, and the state of its health check. */
final class Slave {

  private final long observer;
  private SlaveRecord facts;
  private int missedPings;
  private boolean pingUnanswered;
  private long disconnections;

  /**
   * @param observer a number that no other slave of this process ever has
   */
  Slave(long observer, SlaveRecord facts) {
    this.observer = observer;
    this.facts = facts;
  }

  long observer() {
    return observer;
  }

  SlaveRecord facts() {
    return facts;
  }

  void update(SlaveRecord now) {
    facts = now;
  }

  /** The connection broke; gives the number of this disconnection. */
  long disconnect() {
    facts = facts.withConnected(false);
    return ++disconnections;
  }

  long disconnections() {
    return disconnections;
  }

  void ponged() {
    missedPings = 0;
    pingUnanswered = false;
  }

  /** The next ping is due: counts the one before as missed if nothing answered it. */
  int pingDue() {
    if (pingUnanswered) {
      missedPings++;
    }
    pingUnanswered = true;
    return missedPings;
  }
}
