package dev.mesos.coordination.simulation.zookeeper;

import dev.mesos.coordination.simulation.zookeeper.Transaction.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * A server's face to its clients, while it serves.
 *
 * <ul>
 *   <li>Each request touches its session at this server, before anything else.
 *   <li>Reads are answered at once, out of what this server has applied; but the requests of one
 *       session keep their order, so a read behind a write that is not committed waits with it.
 * </ul>
 *
 * <p>As {@code ZooKeeperServer}, {@code CommitProcessor} and {@code FinalRequestProcessor} do.
 */
final class Frontend {

  /** The role the server plays in the ensemble. */
  interface Backend {

    /** Returns whether the session is known; what is not known is dropped without an answer. */
    boolean touch(long session, long timeout);

    /** A new session's id. */
    long openSession(long timeout);

    /** Find out whether the session may go on here; then call {@link Frontend#validated}. */
    void revalidate(ClientConnection connection);

    /** Carry out a request, or refuse it; then call {@link Frontend#completed}. */
    void submit(ClientRequest request);

    /** Whether a request has to wait for the rest of the ensemble. */
    boolean agreedOn(Operation operation);
  }

  private final Server server;
  private final Backend backend;
  private final Watches watches = new Watches();
  private final Set<ClientConnection> connections = new LinkedHashSet<>();
  private final Map<Long, Deque<ClientRequest>> waiting = new HashMap<>();
  private final Deque<ClientRequest> agreeing = new ArrayDeque<>();

  Frontend(Server server, Backend backend) {
    this.server = server;
    this.backend = backend;
  }

  Watches watches() {
    return watches;
  }

  void connect(ClientConnection connection, ClientPacket.Connect connect) {
    if (connect.lastZxid() > server.tree().lastZxid()) {
      connection.close();
      return;
    }
    connections.add(connection);
    long timeout = server.settings().clamp(connect.timeout());
    if (connect.session() == 0) {
      long session = backend.openSession(timeout);
      connection.enter(session, timeout);
      request(connection, 0, new Operation.CreateSession(timeout));
      return;
    }
    closeSession(connect.session());
    connection.enter(connect.session(), timeout);
    if (connect.password() == Server.password(connect.session())) {
      backend.revalidate(connection);
    } else {
      validated(connection, false);
    }
  }

  void validated(ClientConnection connection, boolean valid) {
    long session = connection.session();
    connection.send(
        valid
            ? new ClientPacket.Connected(session, Server.password(session), connection.timeout())
            : new ClientPacket.Connected(0, 0, 0));
    if (!valid) {
      connection.close();
    }
  }

  void request(ClientConnection connection, int xid, Operation operation) {
    if (!backend.touch(connection.session(), connection.timeout())) {
      return;
    }
    ClientRequest request = new ClientRequest(connection, connection.session(), xid, operation);
    if (backend.agreedOn(operation)) {
      waiting.computeIfAbsent(request.session, id -> new ArrayDeque<>()).add(request);
      agreeing.add(request);
    }
    backend.submit(request);
    if (!backend.agreedOn(operation)) {
      Deque<ClientRequest> before = waiting.get(request.session);
      if (before != null) {
        before.add(request);
      } else {
        answer(request, null);
      }
    }
  }

  /** The ensemble has agreed; it may be one of ours. */
  void committed(Transaction transaction) {
    ClientRequest first = agreeing.peek();
    boolean ours =
        first != null && first.session == transaction.session() && first.xid == transaction.cxid();
    server.apply(transaction, watches);
    if (ours && first != null) {
      completed(first, transaction);
    }
    if (transaction.change() instanceof Change.SessionClosed) {
      closeSession(transaction.session());
    }
  }

  /** What was agreed on first is done. */
  void completed(ClientRequest request, @Nullable Transaction transaction) {
    agreeing.remove(request);
    answer(request, transaction);
    Deque<ClientRequest> queue = waiting.get(request.session);
    if (queue == null) {
      return;
    }
    queue.poll();
    while (!queue.isEmpty() && !backend.agreedOn(queue.peek().operation)) {
      answer(queue.poll(), null);
    }
    if (queue.isEmpty()) {
      waiting.remove(request.session);
    }
  }

  private void answer(ClientRequest request, @Nullable Transaction transaction) {
    ClientConnection connection = request.connection;
    Code code = request.refused;
    Integer refused = null;
    if (transaction != null && transaction.change() instanceof Change.Failed(Code why, int part)) {
      code = why;
      refused = part < 0 ? null : part;
    }
    if (code == Code.SESSIONMOVED) {
      connection.close();
      return;
    }
    if (request.operation instanceof Operation.CreateSession) {
      validated(connection, true);
      return;
    }
    Object value = code == Code.OK ? value(request, transaction) : refused;
    if (value instanceof Code failure) {
      code = failure;
      value = null;
    }
    connection.send(new ClientPacket.Reply(request.xid, server.tree().lastZxid(), code, value));
    if (request.operation instanceof Operation.CloseSession) {
      connection.close();
    }
  }

  /** The value of the answer, or a code if there is none. */
  private @Nullable Object value(ClientRequest request, @Nullable Transaction transaction) {
    DataTree tree = server.tree();
    ClientConnection connection = request.connection;
    return switch (request.operation) {
      case Operation.GetChildren(String path, boolean watch) -> {
        if (tree.get(path) == null) {
          yield Code.NONODE;
        }
        if (watch) {
          watches.watchChildren(path, connection);
        }
        yield tree.children(path);
      }
      case Operation.Exists(String path, boolean watch) -> {
        if (watch) {
          watches.watch(path, connection);
        }
        Znode znode = tree.get(path);
        yield znode == null ? Code.NONODE : znode;
      }
      case Operation.GetData(String path, boolean watch) -> {
        Znode znode = tree.get(path);
        if (watch && znode != null) {
          watches.watch(path, connection);
        }
        yield znode == null ? Code.NONODE : znode;
      }
      case Operation.GetAll(List<String> paths) ->
          paths.stream()
              .map(path -> tree.get(path) == null ? Code.NONODE : tree.get(path))
              .toList();
      case Operation.SetWatches set -> {
        set(set, connection);
        yield null;
      }
      case Operation.Create create ->
          transaction != null && transaction.change() instanceof Change.Created created
              ? new CreatedZnode(created.path(), tree.get(created.path()))
              : null;
      default -> null;
    };
  }

  private void set(Operation.SetWatches set, ClientConnection connection) {
    DataTree tree = server.tree();
    for (String path : set.data()) {
      Znode znode = tree.get(path);
      if (znode == null) {
        connection.send(new ClientPacket.Event(ZnodeEvent.DELETED, path));
      } else if (znode.mzxid() > set.since()) {
        connection.send(new ClientPacket.Event(ZnodeEvent.CHANGED, path));
      } else {
        watches.watch(path, connection);
      }
    }
    for (String path : set.exist()) {
      if (tree.get(path) != null) {
        connection.send(new ClientPacket.Event(ZnodeEvent.CREATED, path));
      } else {
        watches.watch(path, connection);
      }
    }
    for (String path : set.child()) {
      Znode znode = tree.get(path);
      if (znode == null) {
        connection.send(new ClientPacket.Event(ZnodeEvent.DELETED, path));
      } else if (znode.pzxid() > set.since()) {
        connection.send(new ClientPacket.Event(ZnodeEvent.CHILDREN, path));
      } else {
        watches.watchChildren(path, connection);
      }
    }
  }

  private void closeSession(long session) {
    for (ClientConnection connection : List.copyOf(connections)) {
      if (connection.session() == session) {
        connection.close();
      }
    }
  }

  void gone(ClientConnection connection) {
    if (connections.remove(connection)) {
      watches.forget(connection);
    }
  }

  /** Closes all connections. */
  void shutDown() {
    for (ClientConnection connection : new ArrayList<>(connections)) {
      connection.close();
    }
  }
}
