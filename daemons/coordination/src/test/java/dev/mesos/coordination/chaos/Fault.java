package dev.mesos.coordination.chaos;

import java.util.Set;

/** What befalls nodes for a while. Nodes are numbers, or whoever leads at that moment. */
sealed interface Fault {

  /** Whoever leads; the first of the masters if nobody is known to. */
  int LEADER = -1;

  /** What the first send to the others is lost, and also the other way round if so said. */
  record Partition(Set<Integer> from, Set<Integer> to, boolean bothWays) implements Fault {}

  /** Of what a node is sent some is lost. */
  record Lossy(int node, int percent) implements Fault {}

  /** A node's process does not run, and finds out only later. */
  record Stopped(int node) implements Fault {}

  /** A node's process is gone. A server comes back in the end, a master as soon as it can. */
  record Killed(int node) implements Fault {}
}
