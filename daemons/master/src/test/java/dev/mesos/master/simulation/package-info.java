/**
 * A cluster in simulated time: masters, their registry and slaves, with the real state machines of
 * all three. The election is taken to keep its promises, which its own simulation shows: a master
 * stops leading before the next one can.
 */
@NullMarked
package dev.mesos.master.simulation;

import org.jspecify.annotations.NullMarked;
