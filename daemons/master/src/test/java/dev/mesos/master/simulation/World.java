package dev.mesos.master.simulation;

import dev.mesos.coordination.simulation.VirtualTime;
import dev.mesos.protocol.PeerAddress;
import java.util.List;

/** What the processes of a simulated cluster share. */
interface World {

  VirtualTime time();

  Rules rules();

  Coordination coordination();

  Wires wires();

  ClusterJudge judge();

  List<SimulatedMaster> masters();

  List<SimulatedSlave> slaves();

  /** Whether nothing has happened to a slave for so long that nobody may give it up. */
  boolean isWell(SimulatedSlave slave);

  /** The process has ended; it is started again. */
  void restart(Actor process);

  /** The process's connections end, as its system closes them. */
  void hungUp(Actor process);

  /** The master at an address. */
  default SimulatedMaster masterAt(PeerAddress address) {
    return masters().stream()
        .filter(master -> master.address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  /** The slave at an address. */
  default SimulatedSlave slaveAt(PeerAddress address) {
    return slaves().stream()
        .filter(slave -> slave.address().equals(address))
        .findFirst()
        .orElseThrow();
  }

  /** A master is about to write to the registry. */
  void writes(SimulatedMaster master);
}
