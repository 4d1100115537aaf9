package dev.mesos.coordination.simulation.zookeeper;

import dev.mesos.coordination.simulation.Socket;
import dev.mesos.coordination.simulation.SocketHandler;

/** A follower as the leader sees it. As {@code LearnerHandler} does. */
final class Learner implements SocketHandler {

  private final Server server;
  private final Leading leading;
  private final Socket socket;
  private final UnackedProposals unacked = new UnackedProposals();
  private int id;
  private boolean forwarding;
  private boolean tookHistory;
  private boolean told;
  private int heardUntilTick;
  private long patience;
  private long lastHeard;

  Learner(Server server, Leading leading, Socket socket) {
    EnsembleSettings settings = server.settings();
    this.server = server;
    this.leading = leading;
    this.socket = socket;
    this.patience = settings.tick() * settings.initLimit();
    this.lastHeard = server.now();
    this.heardUntilTick = leading.tick() + settings.initLimit() + settings.syncLimit();
    watch();
  }

  int id() {
    return id;
  }

  /** The socket's read timeout. */
  private void watch() {
    server.at(
        lastHeard + patience,
        () -> {
          if (server.plays(leading) && socket.open()) {
            if (server.now() - lastHeard >= patience) {
              close();
            } else {
              watch();
            }
          }
        });
  }

  void send(QuorumPacket packet) {
    socket.send(packet);
  }

  void close() {
    socket.close();
    closed();
  }

  @Override
  public void closed() {
    leading.gone(this);
  }

  /** Whether it was heard of recently enough to count for the quorum. */
  boolean synced() {
    return socket.open() && leading.tick() <= heardUntilTick;
  }

  void bringUp() {
    if (!forwarding) {
      forwarding = true;
      leading.bringUp(this);
    }
  }

  void propose(Transaction transaction) {
    if (forwarding) {
      unacked.sent(transaction.zxid(), server.now());
      socket.send(new QuorumPacket.Proposal(transaction));
    }
  }

  void commit(long zxid) {
    if (forwarding) {
      socket.send(new QuorumPacket.Commit(zxid));
    }
  }

  void upToDate() {
    if (tookHistory && !told) {
      told = true;
      socket.send(new QuorumPacket.UpToDate());
    }
  }

  void ping() {
    EnsembleSettings settings = server.settings();
    if (forwarding) {
      if (unacked.olderThan(settings.tick() * settings.syncLimit(), server.now())) {
        close();
      } else {
        socket.send(new QuorumPacket.Ping());
      }
    }
  }

  @Override
  public void received(Object message) {
    if (!server.plays(leading) || !socket.open()) {
      return;
    }
    EnsembleSettings settings = server.settings();
    lastHeard = server.now();
    if (tookHistory) {
      heardUntilTick = leading.tick() + settings.syncLimit();
    }
    switch ((QuorumPacket) message) {
      case QuorumPacket.FollowerInfo(int server, long acceptedEpoch) -> {
        id = server;
        leading.start().introduced(this, acceptedEpoch);
      }
      case QuorumPacket.EpochAccepted(long currentEpoch, long lastZxid) ->
          leading.start().accepted(this, currentEpoch, lastZxid);
      case QuorumPacket.HistoryTaken(long epoch) -> {
        tookHistory = true;
        patience = settings.tick() * settings.syncLimit();
        leading.start().taken(this);
      }
      case QuorumPacket.Ack(long zxid) -> {
        unacked.acked(zxid);
        leading.ack(id, zxid);
      }
      case QuorumPacket.Touches(var timeouts) -> timeouts.forEach(leading::touch);
      case QuorumPacket.Forwarded forwarded -> leading.forwarded(this, forwarded);
      case QuorumPacket.Revalidate(long session, long timeout) ->
          socket.send(
              new QuorumPacket.Revalidated(session, leading.revalidate(session, timeout, this)));
      default -> throw new IllegalStateException("a leader is not sent " + message);
    }
  }
}
