package dev.mesos.coordination.simulation;

/** Takes connections. */
@FunctionalInterface
public interface Acceptor {

  /**
   * Called by the machine, also while the process is suspended: it may do nothing but say who is to
   * hear of the connection.
   */
  SocketHandler accept(Socket socket);
}
