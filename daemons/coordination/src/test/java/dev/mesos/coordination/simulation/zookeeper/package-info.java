/**
 * A model of Apache ZooKeeper 3.9 at the granularity that sessions, watches and the quorum have:
 * its servers, the protocol among them, and its Java client.
 */
@NullMarked
package dev.mesos.coordination.simulation.zookeeper;

import org.jspecify.annotations.NullMarked;
