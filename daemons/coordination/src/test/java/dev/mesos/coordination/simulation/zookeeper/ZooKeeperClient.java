package dev.mesos.coordination.simulation.zookeeper;

import dev.mesos.coordination.simulation.Network;
import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.Socket;
import dev.mesos.coordination.simulation.SocketHandler;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * One session, as ZooKeeper's Java client holds it.
 *
 * <ul>
 *   <li>One connection at a time; after a loss the next server of the list, after up to a second.
 *   <li>A server is given up that has said nothing for two thirds of the session timeout, and the
 *       session when nothing was heard for four thirds (as of 3.9.5).
 *   <li>What was asked and not answered fails with the connection; nothing is asked twice. What is
 *       asked while there is no connection is sent over the next.
 *   <li>Answers and events are told in order, on a thread of their own, so some time later.
 * </ul>
 */
public final class ZooKeeperClient {

  private static final long SECOND = 1_000_000_000;
  private static final long LOOP = 200_000;
  private static final long SLOW_LOOP = 300_000_000;

  /** What happens to the session. */
  public interface Listener {

    /**
     * A server has accepted it.
     *
     * @param timeout the negotiated timeout in nanoseconds
     * @param since when the client began to open the connection, by the process's clock
     */
    void connected(long timeout, long since);

    /** The connection, or the attempt to make one, has failed. */
    void disconnected();

    /** The session is over. */
    void expired();

    /** A watch has fired. */
    void changed(ZnodeEvent event, String path);
  }

  /** Takes an answer: a code, and if that is OK, a value that depends on what was asked. */
  @FunctionalInterface
  public interface Answer {
    void take(Code code, @Nullable Object value);
  }

  private record Pending(int xid, Operation operation, Answer answer) {}

  private enum State {
    WAITING,
    OPENING,
    GREETING,
    CONNECTED,
    CLOSED
  }

  private final SimulatedProcess process;
  private final Network network;
  private final ServerList servers;
  private final Listener listener;
  private final ClientWatches watches = new ClientWatches();
  private final Deque<Pending> outgoing = new ArrayDeque<>();
  private final Deque<Pending> pending = new ArrayDeque<>();
  private final Deque<Runnable> news = new ArrayDeque<>();
  private State state = State.WAITING;
  private @Nullable Socket socket;
  private @Nullable Runnable closing;
  private boolean first = true;
  private int attempt;
  private int checks;
  private int xid;
  private long session;
  private long password;
  private long timeout;
  private long lastSend;
  private long lastHeard;
  private long lastZxid;
  private long since;

  /** A client that begins to connect once it is {@link #open() opened}. */
  public ZooKeeperClient(
      SimulatedProcess process, Ensemble ensemble, long timeout, Listener listener) {
    this(process, ensemble, ensemble.servers(), timeout, listener);
  }

  /** The same with some of the servers only. */
  public ZooKeeperClient(
      SimulatedProcess process,
      Ensemble ensemble,
      List<Server> servers,
      long timeout,
      Listener listener) {
    this.process = process;
    this.network = ensemble.network();
    this.servers = new ServerList(servers, process.dice());
    this.timeout = timeout;
    this.listener = listener;
    this.lastHeard = process.now();
  }

  /** The same for a session that exists, as after a crash of its owner. */
  public ZooKeeperClient reenter(long id, long secret) {
    session = id;
    password = secret;
    return this;
  }

  /** Begins to connect. */
  public void open() {
    reconnect();
  }

  public long session() {
    return session;
  }

  /** The secret by which the session may be entered again. */
  public long password() {
    return password;
  }

  /** Asks something; the answer comes later, in order. */
  public void ask(Operation operation, Answer answer) {
    if (state == State.CLOSED || closing != null) {
      fail(new Pending(0, operation, answer));
      return;
    }
    outgoing.add(new Pending(++xid, operation, answer));
    flush();
  }

  /** Ends the session, if a server can be told; runs the given in the end. */
  public void close(Runnable done) {
    if (state == State.CLOSED) {
      done.run();
    } else if (state == State.WAITING) {
      end();
      done.run();
    } else {
      outgoing.add(new Pending(++xid, new Operation.CloseSession(), (code, value) -> {}));
      closing = done;
      flush();
    }
  }

  /** Goes on with the session at another server. */
  public void changeServer() {
    if (state != State.CLOSED && state != State.WAITING) {
      drop();
    }
  }

  private void reconnect() {
    state = State.WAITING;
    int mine = ++attempt;
    long pause = first ? 0 : process.dice().between(0, SECOND);
    Server next = servers.next();
    process.after(
        pause + (servers.tried() ? SECOND : 0),
        () -> {
          if (mine == attempt && state == State.WAITING) {
            connect(next);
          }
        });
  }

  private void connect(Server server) {
    state = State.OPENING;
    since = process.now();
    lastSend = since;
    socket = network.connect(process, server, Server.CLIENTS, new Connection());
    check(++checks);
  }

  private final class Connection implements SocketHandler {

    private final int mine = attempt;

    private boolean current() {
      return mine == attempt && socket != null;
    }

    @Override
    public void connected() {
      if (!current()) {
        return;
      }
      first = false;
      state = State.GREETING;
      lastSend = process.now();
      lastHeard = lastSend;
      send(new ClientPacket.Connect(session, password, timeout, lastZxid));
    }

    @Override
    public void received(Object message) {
      if (!current()) {
        return;
      }
      lastHeard = process.now();
      switch ((ClientPacket) message) {
        case ClientPacket.Connected(long id, long secret, long granted) -> {
          if (granted == 0) {
            expire();
          } else {
            greeted(id, secret, granted);
          }
        }
        case ClientPacket.Reply reply -> replied(reply);
        case ClientPacket.Event(ZnodeEvent kind, String path) -> {
          if (watches.fires(kind, path)) {
            tell(() -> listener.changed(kind, path));
          }
        }
        default -> throw new IllegalStateException("a client is not sent " + message);
      }
    }

    @Override
    public void closed() {
      if (current()) {
        drop();
      }
    }
  }

  private void greeted(long id, long secret, long granted) {
    state = State.CONNECTED;
    session = id;
    password = secret;
    timeout = granted;
    servers.connected();
    long began = since;
    tell(() -> listener.connected(granted, began));
    watches
        .again(lastZxid)
        .ifPresent(again -> {
          pending.add(new Pending(-8, again, (code, value) -> {}));
          send(new ClientPacket.Request(-8, again));
        });
    flush();
    check(++checks);
  }

  private void flush() {
    if (state == State.CONNECTED) {
      for (Pending next = outgoing.poll(); next != null; next = outgoing.poll()) {
        pending.add(next);
        lastSend = process.now();
        send(new ClientPacket.Request(next.xid(), next.operation()));
      }
    }
  }

  private void send(ClientPacket packet) {
    if (socket != null) {
      socket.send(packet);
    }
  }

  private void replied(ClientPacket.Reply reply) {
    Pending asked = pending.poll();
    if (asked == null || asked.xid() != reply.xid()) {
      throw new IllegalStateException("an answer out of order: " + reply + " for " + asked);
    }
    if (!(asked.operation() instanceof Operation.Ping) && reply.zxid() > 0) {
      lastZxid = reply.zxid();
    }
    watches.asked(asked.operation(), reply.code());
    tell(() -> asked.answer().take(reply.code(), reply.value()));
    if (asked.operation() instanceof Operation.CloseSession) {
      closed();
    }
  }

  /** Looks after the timeouts, and pings. */
  private void check(int mine) {
    if (mine != checks || state == State.CLOSED || state == State.WAITING) {
      return;
    }
    long now = process.now();
    long next;
    if (session != 0 && now - lastHeard >= timeout * 4 / 3) {
      expire();
      return;
    }
    if (state == State.CONNECTED) {
      long readTimeout = timeout * 2 / 3;
      if (now - lastHeard >= readTimeout) {
        drop();
        return;
      }
      next = Math.min(lastHeard + readTimeout, now + ping(now, readTimeout));
    } else {
      long connectTimeout = timeout / servers.size();
      if (now - lastSend >= connectTimeout) {
        drop();
        return;
      }
      next = lastSend + connectTimeout;
    }
    process.at(next, () -> check(mine));
  }

  private long ping(long now, long readTimeout) {
    long idle = now - lastSend;
    long due = readTimeout / 2 - idle - (idle > SECOND ? SECOND : 0);
    if (due > 0) {
      return due;
    }
    lastSend = now;
    pending.add(new Pending(-2, new Operation.Ping(), (code, value) -> {}));
    send(new ClientPacket.Request(-2, new Operation.Ping()));
    return readTimeout / 2;
  }

  /** The connection, or the attempt, has failed. */
  private void drop() {
    hangUp();
    failAll();
    if (closing != null) {
      closed();
    } else {
      tell(listener::disconnected);
      reconnect();
    }
  }

  private void hangUp() {
    Socket last = socket;
    socket = null;
    if (last != null) {
      last.close();
    }
  }

  private void failAll() {
    for (Pending failed = pending.poll(); failed != null; failed = pending.poll()) {
      fail(failed);
    }
    for (Pending failed = outgoing.poll(); failed != null; failed = outgoing.poll()) {
      fail(failed);
    }
  }

  private void fail(Pending failed) {
    Code code = state == State.CLOSED ? Code.SESSIONEXPIRED : Code.CONNECTIONLOSS;
    tell(() -> failed.answer().take(code, null));
  }

  private void expire() {
    state = State.CLOSED;
    hangUp();
    failAll();
    tell(listener::expired);
    Runnable done = closing;
    closing = null;
    if (done != null) {
      done.run();
    }
  }

  private void closed() {
    Runnable done = closing;
    end();
    if (done != null) {
      done.run();
    }
  }

  private void end() {
    state = State.CLOSED;
    closing = null;
    hangUp();
    failAll();
  }

  private void tell(Runnable something) {
    news.add(something);
    process.after(
        process.time().lasts(LOOP, SLOW_LOOP),
        () -> {
          Runnable next = news.poll();
          if (next != null) {
            next.run();
          }
        });
  }
}
