package dev.mesos.coordination.simulation.zookeeper;

import dev.mesos.coordination.simulation.Socket;
import dev.mesos.coordination.simulation.SocketHandler;
import dev.mesos.coordination.simulation.zookeeper.Transaction.Change;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A follower.
 *
 * <ul>
 *   <li>It answers reads and pings by itself, also while it is cut off from the leader, until it
 *       has heard nothing from there for {@code syncLimit} ticks.
 *   <li>It keeps the touches of its clients' sessions and passes them on with its answer to the
 *       leader's next ping. A request that it forwards touches nothing at the leader.
 * </ul>
 *
 * <p>As {@code Follower}, {@code FollowerRequestProcessor} and {@code LearnerSessionTracker} do.
 */
final class Following implements Role, Frontend.Backend, SocketHandler {

  private final Server server;
  private final Server leader;
  private final Frontend frontend;
  private final Map<Long, ClientConnection> revalidating = new HashMap<>();
  private final Deque<ClientRequest> syncing = new ArrayDeque<>();
  private final Socket socket;
  private Map<Long, Long> touched = new LinkedHashMap<>();
  private long patience;
  private long lastHeard;
  private long epoch;

  Following(Server server, Server leader) {
    this.server = server;
    this.leader = leader;
    this.frontend = new Frontend(server, this);
    this.socket = server.network().connect(server, leader, Server.QUORUM, this);
    EnsembleSettings settings = server.settings();
    this.patience = settings.tick() * settings.initLimit();
    this.lastHeard = server.now();
  }

  void begin() {
    watch();
  }

  /** The socket's read timeout. */
  private void watch() {
    server.at(
        lastHeard + patience,
        () -> {
          if (server.plays(this)) {
            if (server.now() - lastHeard >= patience) {
              server.leave(this, "nothing heard from " + leader);
            } else {
              watch();
            }
          }
        });
  }

  @Override
  public void end() {
    socket.close();
  }

  @Override
  public void connected() {
    socket.send(new QuorumPacket.FollowerInfo(server.id(), server.acceptedEpoch()));
  }

  @Override
  public void closed() {
    server.leave(this, leader + " has closed the connection");
  }

  @Override
  public void received(Object message) {
    if (!server.plays(this)) {
      return;
    }
    lastHeard = server.now();
    switch ((QuorumPacket) message) {
      case QuorumPacket.LeaderInfo(long proposed) -> accept(proposed);
      case QuorumPacket.History(var log) -> take(log);
      case QuorumPacket.UpToDate() -> serve();
      case QuorumPacket.Proposal(Transaction transaction) ->
          server.append(transaction, () -> ack(transaction.zxid()));
      case QuorumPacket.Commit(long zxid) -> commit(zxid);
      case QuorumPacket.Ping() -> ping();
      case QuorumPacket.Synced() -> synced();
      case QuorumPacket.Revalidated(long session, boolean valid) -> {
        ClientConnection connection = revalidating.remove(session);
        if (connection != null) {
          frontend.validated(connection, valid);
        }
      }
      default -> throw new IllegalStateException("a follower is not sent " + message);
    }
  }

  private void accept(long proposed) {
    if (proposed < server.acceptedEpoch()) {
      server.leave(this, leader + " is of the past");
      return;
    }
    long current = proposed == server.acceptedEpoch() ? -1 : server.currentEpoch();
    epoch = proposed;
    server.accept(proposed);
    socket.send(new QuorumPacket.EpochAccepted(current, server.lastZxid()));
  }

  private void take(List<Transaction> log) {
    server.take(log);
    EnsembleSettings settings = server.settings();
    patience = settings.tick() * settings.syncLimit();
    server.persist(() -> {
      if (server.plays(this)) {
        server.enter(epoch);
        socket.send(new QuorumPacket.HistoryTaken(epoch));
      }
    });
  }

  private void serve() {
    for (int i = 0; i < server.applied(); i++) {
      server.ensemble().applied(i, server.log().get(i));
    }
    server.serve(frontend);
  }

  private void ack(long zxid) {
    if (server.plays(this)) {
      socket.send(new QuorumPacket.Ack(zxid));
    }
  }

  private void commit(long zxid) {
    Transaction transaction = server.log().get(server.applied());
    if (transaction.zxid() != zxid) {
      throw new IllegalStateException("commit of " + zxid + " before " + transaction);
    }
    if (server.serves()) {
      server.ensemble().applied(server.applied(), transaction);
    }
    frontend.committed(transaction);
    if (transaction.change() instanceof Change.SessionCreated(long timeout)) {
      touched.put(transaction.session(), timeout);
    } else if (transaction.change() instanceof Change.SessionClosed) {
      touched.remove(transaction.session());
    }
  }

  private void ping() {
    if (server.serves()) {
      socket.send(new QuorumPacket.Touches(touched));
      touched = new LinkedHashMap<>();
    }
  }

  private void synced() {
    ClientRequest first = syncing.poll();
    if (first != null) {
      frontend.completed(first, null);
    }
  }

  @Override
  public boolean touch(long session, long timeout) {
    touched.put(session, timeout);
    return true;
  }

  @Override
  public long openSession(long timeout) {
    return server.ensemble().nextSession();
  }

  @Override
  public void revalidate(ClientConnection connection) {
    revalidating.put(connection.session(), connection);
    socket.send(new QuorumPacket.Revalidate(connection.session(), connection.timeout()));
  }

  @Override
  public boolean agreedOn(Operation operation) {
    return operation instanceof Operation.Write || operation instanceof Operation.Sync;
  }

  @Override
  public void submit(ClientRequest request) {
    if (request.operation instanceof Operation.Sync) {
      syncing.add(request);
    }
    if (agreedOn(request.operation)) {
      socket.send(new QuorumPacket.Forwarded(request.session, request.xid, request.operation));
    }
  }
}
