package dev.mesos.coordination.simulation.zookeeper;

import dev.mesos.coordination.simulation.Socket;
import dev.mesos.coordination.simulation.SocketHandler;

/** A client as one server sees it. */
final class ClientConnection implements SocketHandler {

  private final Server server;
  private final Socket socket;
  private long session;
  private long timeout;

  ClientConnection(Server server, Socket socket) {
    this.server = server;
    this.socket = socket;
  }

  long session() {
    return session;
  }

  long timeout() {
    return timeout;
  }

  void enter(long id, long granted) {
    session = id;
    timeout = granted;
  }

  void send(ClientPacket packet) {
    socket.send(packet);
  }

  void close() {
    socket.close();
    server.frontend().ifPresent(frontend -> frontend.gone(this));
  }

  @Override
  public void received(Object message) {
    Frontend frontend = server.frontend().orElse(null);
    if (frontend == null) {
      // as a server does that has no leader
      socket.close();
    } else if (message instanceof ClientPacket.Connect connect) {
      frontend.connect(this, connect);
    } else if (message instanceof ClientPacket.Request(int xid, Operation operation)) {
      frontend.request(this, xid, operation);
    }
  }

  @Override
  public void closed() {
    server.frontend().ifPresent(frontend -> frontend.gone(this));
  }
}
