package dev.mesos.master.core;

/**
 * What a timer is for. Timers are not cancelled: one that fires for something that is over is
 * ignored, which the numbers in it tell.
 */
public sealed interface MasterTimer {

  /** The next ping of a slave is due. */
  record Ping(long observer) implements MasterTimer {}

  /** A slave that was disconnected should have re-registered by now. */
  record Reregistration(long observer, long disconnection) implements MasterTimer {}

  /** All slaves that the registry knows should have re-registered by now. */
  record Returns() implements MasterTimer {}

  /** The next slave may be given up. */
  record RemovalPermit() implements MasterTimer {}
}
