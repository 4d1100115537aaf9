/**
 * Processes, clocks and a network in virtual time: everything that happens follows from a seed, so
 * a run that fails is run again exactly. Knows nothing of ZooKeeper or elections.
 */
@NullMarked
package dev.mesos.coordination.simulation;

import org.jspecify.annotations.NullMarked;
