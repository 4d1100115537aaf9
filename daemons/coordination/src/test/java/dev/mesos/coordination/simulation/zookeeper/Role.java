package dev.mesos.coordination.simulation.zookeeper;

/** What a server is to the others, once it does not look for a leader any more. */
@FunctionalInterface
interface Role {

  /** It is over: the server looks for a leader again. */
  void end();
}
