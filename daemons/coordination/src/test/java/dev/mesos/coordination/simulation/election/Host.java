package dev.mesos.coordination.simulation.election;

import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.zookeeper.Ensemble;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;

/** The process around a {@link Participant}, which tells it all that others may judge. */
public interface Host {

  /** The process itself. */
  SimulatedProcess process();

  /** The election's path. */
  String path();

  /** Whose path it is. */
  Ensemble ensemble();

  /** A client of the ensemble that is not open yet. */
  ZooKeeperClient client(long timeout, ZooKeeperClient.Listener listener);

  /** We have this session now; a successor may close it. */
  void entered(ZooKeeperClient client);

  /** The session is over. */
  void sessionOver();

  /** We believe that we lead in this epoch, until then by our clock. */
  void believes(long epoch, long until);

  /** We do not believe that we lead. */
  void concedes();

  /** We say that this candidate leads. */
  void detects(String znode, long epoch);

  /** We say that nobody leads. */
  void detectsNobody(String detail);

  /** Ends the process, with its session closed if that can be done within a second. */
  void exit(String reason);
}
