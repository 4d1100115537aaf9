/**
 * Masters and ZooKeeper servers as processes of their own, each in a network namespace of its own,
 * under random faults: of the network between any of them, and of the processes.
 */
@NullMarked
package dev.mesos.coordination.chaos;

import org.jspecify.annotations.NullMarked;
