package dev.mesos.operator.registration;

/**
 * What the leader's metrics say of its slaves.
 *
 * @param connected registered and connected
 * @param disconnected registered, the connection broken
 * @param expected known from the registry, not back since the failover
 * @param deactivated given up
 */
record Counters(int connected, int disconnected, int expected, int deactivated) {

  int unreachable() {
    return disconnected + expected;
  }
}
