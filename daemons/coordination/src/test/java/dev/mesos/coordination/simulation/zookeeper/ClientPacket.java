package dev.mesos.coordination.simulation.zookeeper;

import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** What clients and servers tell each other. */
sealed interface ClientPacket {

  /** Opens a session (0) or goes on with one. */
  record Connect(long session, long password, long timeout, long lastZxid)
      implements ClientPacket {}

  /** The session and its timeout; a timeout of 0 says that it has expired. */
  record Connected(long session, long password, long timeout) implements ClientPacket {}

  /** A request. */
  record Request(int xid, Operation operation) implements ClientPacket {}

  /** Its answer; the value depends on the operation. */
  record Reply(int xid, long zxid, Code code, @Nullable Object value) implements ClientPacket {}

  /** A watch has fired. */
  record Event(ZnodeEvent kind, String path) implements ClientPacket {}
}
