package dev.mesos.master.simulation;

import java.util.function.Function;

/** How much of a cluster is simulated. */
enum Depth {
  /** Masters, slaves and registry; elections are taken for proved. */
  ASSUMED("slavesAndRegistryOnElectionsThatAreAssumed", AssumedCoordination::new),
  /** All of it, down to ZooKeeper's servers. */
  MODELLED("theWholeClusterOnModelledServers", ModelledCoordination::new);

  private final String test;
  private final Function<World, Coordination> coordinating;

  Depth(String test, Function<World, Coordination> coordinating) {
    this.test = test;
    this.coordinating = coordinating;
  }

  /** The test that replays a seed. */
  String test() {
    return test;
  }

  Function<World, Coordination> coordinating() {
    return coordinating;
  }
}
