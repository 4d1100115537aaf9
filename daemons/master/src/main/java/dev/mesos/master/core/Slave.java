package dev.mesos.master.core;

/** A slave in the master's memory: its record, and the state of its health check. */
final class Slave {

  private final long observer;
  private SlaveRecord facts;
  private int missedPings;
  private boolean pingUnanswered;
  private boolean pausing;
  private boolean leaving;
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

  String id() {
    return facts.id();
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

  /** It is back. */
  void returned() {
    pausing = false;
    ponged();
  }

  /** It said that it will be away for a while. */
  void pause() {
    pausing = true;
  }

  boolean pausing() {
    return pausing;
  }

  /** The next ping is due: counts the one before as missed if nothing answered it. */
  int pingDue() {
    if (pingUnanswered) {
      missedPings++;
    }
    pingUnanswered = true;
    return missedPings;
  }

  /** Its end is being written: nothing that it says or misses changes that. */
  void leave() {
    leaving = true;
  }

  boolean leaving() {
    return leaving;
  }
}
