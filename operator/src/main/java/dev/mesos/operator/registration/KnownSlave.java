package dev.mesos.operator.registration;

/**
 * A slave as the leader lists it.
 *
 * @param connected whether it is registered and connected, and not only expected back
 */
record KnownSlave(String id, String hostname, boolean connected) {

  /** The first label of the host name: the pod, if it is one of ours. */
  String shortName() {
    return hostname.split("[.]", 2)[0];
  }
}
