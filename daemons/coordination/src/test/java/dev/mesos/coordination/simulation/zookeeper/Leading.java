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

/**
 * The ensemble's leader.
 *
 * <ul>
 *   <li>It leads from when a quorum has taken over its history, in an epoch that a quorum has
 *       promised to follow. What a quorum has logged is committed, in order.
 *   <li>It alone tracks sessions, and gives each its whole timeout anew when it begins.
 *   <li>It goes on until it sees, once a tick, that no quorum has answered for {@code syncLimit}
 *       ticks.
 *   <li>A {@code sync} is answered when all that was proposed before is committed: at once, without
 *       a quorum, if nothing is.
 * </ul>
 *
 * <p>As {@code Leader}, {@code PrepRequestProcessor} and {@code LeaderSessionTracker} do.
 */
final class Leading implements Role, Frontend.Backend {

  /** What the leader owns a session of its own clients as. */
  private static final Object OURSELVES = "leader";

  private static final class Outstanding {
    final Transaction transaction;
    final Set<Integer> acks = new LinkedHashSet<>();

    Outstanding(Transaction transaction) {
      this.transaction = transaction;
    }
  }

  private final Server server;
  private final EnsembleSettings settings;
  private final Frontend frontend;
  private final List<Learner> learners = new ArrayList<>();
  private final LeaderStart start;
  private final Deque<Outstanding> outstanding = new ArrayDeque<>();
  private final Map<Long, List<Learner>> syncs = new HashMap<>();
  private DataTree ahead = new DataTree();
  private SessionTracker tracker;
  private long lastZxid;
  private int tick;
  private boolean halfTick = true;

  Leading(Server server) {
    this.server = server;
    this.settings = server.settings();
    this.frontend = new Frontend(server, this);
    this.tracker = new SessionTracker(Map.of(), settings.tick(), server.now());
    this.start = new LeaderStart(server, this);
  }

  void begin() {
    server.applyAll();
    server.listen(
        Server.QUORUM,
        socket -> {
          Learner learner = new Learner(server, this, socket);
          learners.add(learner);
          return learner;
        });
    start.begin();
  }

  LeaderStart start() {
    return start;
  }

  int tick() {
    return tick;
  }

  List<Learner> learners() {
    return learners;
  }

  void gone(Learner learner) {
    learners.remove(learner);
  }

  @Override
  public void end() {
    for (Learner learner : List.copyOf(learners)) {
      learner.close();
    }
  }

  /** A quorum has our history: from now on clients are served, and sessions tracked. */
  void establish(long epoch) {
    server.applyAll();
    for (int i = 0; i < server.applied(); i++) {
      server.ensemble().applied(i, server.log().get(i));
    }
    lastZxid = epoch << 32;
    ahead = server.copyOfTree();
    tracker = new SessionTracker(server.tree().sessions(), settings.tick(), server.now());
    server.serve(frontend);
    for (Learner learner : learners) {
      learner.upToDate();
    }
    expire();
    supervise();
  }

  /** Twice a tick: is there a quorum left? And a ping to everybody. */
  private void supervise() {
    server.after(
        settings.tick() / 2,
        () -> {
          if (!server.plays(this)) {
            return;
          }
          if (!halfTick) {
            tick++;
            int synced = 1;
            for (Learner learner : learners) {
              synced += learner.synced() ? 1 : 0;
            }
            if (synced < settings.quorum()) {
              server.leave(this, "no quorum follows");
              return;
            }
          }
          halfTick = !halfTick;
          for (Learner learner : List.copyOf(learners)) {
            learner.ping();
          }
          supervise();
        });
  }

  private void expire() {
    server.at(
        tracker.nextLook(),
        () -> {
          if (server.plays(this)) {
            for (long session : tracker.due(server.now())) {
              if (server.time().traced()) {
                server.note("expires session " + session);
              }
              tracker.close(session);
              propose(session, -1, new Operation.CloseSession(), OURSELVES);
            }
            expire();
          }
        });
  }

  /** What a new follower gets: what is committed, and then what is outstanding. */
  void bringUp(Learner learner) {
    learner.send(new QuorumPacket.History(List.copyOf(server.log().subList(0, server.applied()))));
    for (Outstanding proposal : outstanding) {
      learner.propose(proposal.transaction);
    }
  }

  private void propose(long session, int cxid, Operation operation, Object owner) {
    lastZxid++;
    Transaction transaction =
        new Transaction(lastZxid, session, cxid, prepare(session, operation, owner));
    ahead.apply(transaction, DataTree.NOBODY);
    Outstanding proposal = new Outstanding(transaction);
    outstanding.add(proposal);
    for (Learner learner : learners) {
      learner.propose(transaction);
    }
    server.append(transaction, () -> ack(server.id(), transaction.zxid()));
  }

  private Change prepare(long session, Operation operation, Object owner) {
    if (operation instanceof Operation.CreateSession(long timeout)) {
      tracker.track(session, timeout, server.now());
      tracker.own(session, owner);
      return new Change.SessionCreated(timeout);
    }
    if (operation instanceof Operation.CloseSession) {
      tracker.close(session);
      return new Change.SessionClosed(ahead.ephemeralsOf(session).toArray(new String[0]));
    }
    Code code = tracker.check(session, owner);
    return code == Code.OK
        ? new Preparation(ahead, session, server.ensemble().wallClock(server)).of(operation)
        : new Change.Failed(code);
  }

  void ack(int from, long zxid) {
    if (!server.plays(this)) {
      return;
    }
    for (Outstanding proposal : outstanding) {
      if (proposal.transaction.zxid() == zxid) {
        proposal.acks.add(from);
      }
    }
    Outstanding first = outstanding.peek();
    while (first != null && first.acks.size() >= settings.quorum()) {
      outstanding.poll();
      commit(first.transaction);
      first = outstanding.peek();
    }
  }

  private void commit(Transaction transaction) {
    for (Learner learner : learners) {
      learner.commit(transaction.zxid());
    }
    server.ensemble().applied(server.applied(), transaction);
    if (transaction.change() instanceof Change.SessionClosed) {
      tracker.remove(transaction.session());
    }
    frontend.committed(transaction);
    List<Learner> waiting = syncs.remove(transaction.zxid());
    if (waiting != null) {
      waiting.forEach(learner -> learner.send(new QuorumPacket.Synced()));
    }
  }

  /** A request of a follower's client. */
  void forwarded(Learner from, QuorumPacket.Forwarded request) {
    if (!(request.operation() instanceof Operation.Sync)) {
      propose(request.session(), request.cxid(), request.operation(), from);
    } else if (outstanding.isEmpty()) {
      from.send(new QuorumPacket.Synced());
    } else {
      syncs.computeIfAbsent(lastZxid, zxid -> new ArrayList<>()).add(from);
    }
  }

  boolean revalidate(long session, long timeout, Object owner) {
    boolean valid = tracker.touch(session, timeout, server.now());
    if (valid) {
      tracker.own(session, owner);
    }
    return valid;
  }

  @Override
  public boolean touch(long session, long timeout) {
    return tracker.touch(session, timeout, server.now());
  }

  @Override
  public long openSession(long timeout) {
    long session = server.ensemble().nextSession();
    tracker.track(session, timeout, server.now());
    return session;
  }

  @Override
  public void revalidate(ClientConnection connection) {
    frontend.validated(
        connection, revalidate(connection.session(), connection.timeout(), OURSELVES));
  }

  @Override
  public boolean agreedOn(Operation operation) {
    return operation instanceof Operation.Write;
  }

  @Override
  public void submit(ClientRequest request) {
    if (request.operation instanceof Operation.Write) {
      propose(request.session, request.xid, request.operation, OURSELVES);
    } else {
      request.refused = tracker.check(request.session, OURSELVES);
    }
  }
}
