package dev.mesos.coordination.simulation.zookeeper;

import org.apache.zookeeper.KeeperException.Code;

/** A request on its way through the server that its client is connected to. */
final class ClientRequest {

  final ClientConnection connection;
  final long session;
  final int xid;
  final Operation operation;
  Code refused = Code.OK;

  ClientRequest(ClientConnection connection, long session, int xid, Operation operation) {
    this.connection = connection;
    this.session = session;
    this.xid = xid;
    this.operation = operation;
  }
}
