package dev.mesos.coordination.simulation;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/**
 * One side of a connection that behaves as TCP does: in order, nothing lost while it lives, and
 * neither side knows what became of the other while nothing gets through.
 */
public final class Socket {

  private static final Object SYN = "SYN";
  private static final Object SYN_ACK = "SYN-ACK";
  private static final Object FIN = "FIN";
  private static final Object RESET = "RESET";

  private final SimulatedProcess owner;
  private final SimulatedProcess other;
  private final int port;
  private final Link out;
  private final Link back;
  private final Deque<Object> underWay = new ArrayDeque<>();
  private final Deque<Object> inbox = new ArrayDeque<>();
  private @Nullable SocketHandler handler;
  private @Nullable Socket peer;
  private boolean open = true;
  private boolean forgotten;
  private long lastArrival;
  private int waiting;

  private Socket(SimulatedProcess owner, SimulatedProcess other, int port, Link out, Link back) {
    this.owner = owner;
    this.other = other;
    this.port = port;
    this.out = out;
    this.back = back;
  }

  static Socket connect(
      SimulatedProcess owner,
      SimulatedProcess other,
      int port,
      Link out,
      Link back,
      SocketHandler handler) {
    Socket socket = new Socket(owner, other, port, out, back);
    socket.handler = handler;
    owner.opened(socket);
    socket.put(SYN);
    return socket;
  }

  /** Whose side this is. */
  public SimulatedProcess owner() {
    return owner;
  }

  /** Who is at the other end. */
  public SimulatedProcess other() {
    return other;
  }

  /** Whether our side still believes in it. */
  public boolean open() {
    return open;
  }

  /** Sends a message, unless our side is closed. */
  public void send(Object message) {
    if (open) {
      put(message);
    }
  }

  /** Closes our side; the other hears of it once that gets through. Nothing comes any more. */
  public void close() {
    if (open) {
      end();
      put(FIN);
    }
  }

  /** Our machine gives it up, for want of answers: the other side is not told. */
  public void giveUp() {
    if (open) {
      end();
      forget();
      SocketHandler told = handler;
      if (told != null) {
        owner.atTrueTime(owner.time().now(), told::closed);
      }
    }
  }

  /** Our machine knows nothing of it any more, and what it had still to send is lost. */
  void forget() {
    open = false;
    forgotten = true;
    underWay.clear();
    waiting = 0;
  }

  private void end() {
    open = false;
    owner.closed(this);
  }

  private void put(Object message) {
    underWay.add(message);
    if (out.cut()) {
      waiting++;
      out.waits(this);
    } else {
      ship(out.delay());
    }
  }

  private void ship(long delay) {
    long now = owner.time().now();
    lastArrival = Math.max(lastArrival, now + delay);
    owner.time().after(lastArrival - now, this::arrive);
  }

  void retransmit(long delay) {
    for (; waiting > 0; waiting--) {
      ship(delay);
    }
  }

  /** A message is there, in the other machine; its process may be suspended. */
  private void arrive() {
    if (out.cut()) {
      waiting++;
      out.waits(this);
      return;
    }
    Object message = underWay.poll();
    if (message == null || !other.machineUp()) {
      return;
    }
    if (message == SYN) {
      accept();
    } else if (peer == null || peer.forgotten || !peer.open) {
      if (message != RESET && message != FIN) {
        reset();
      }
    } else {
      peer.take(message);
    }
  }

  private void accept() {
    Acceptor acceptor = other.acceptor(port);
    if (acceptor == null) {
      reset();
      return;
    }
    Socket accepted = new Socket(other, owner, port, back, out);
    peer = accepted;
    accepted.peer = this;
    other.opened(accepted);
    accepted.handler = acceptor.accept(accepted);
    accepted.put(SYN_ACK);
  }

  /** The other machine knows nothing of this connection and says so. */
  private void reset() {
    if (peer == null) {
      peer = new Socket(other, owner, port, back, out);
      peer.peer = this;
      peer.open = false;
    }
    peer.put(RESET);
  }

  private void take(Object message) {
    SocketHandler told = handler;
    if (told == null) {
      return;
    }
    if (owner.acting() && inbox.isEmpty()) {
      tell(told, message);
    } else {
      inbox.add(message);
      owner.atTrueTime(
          owner.time().now(),
          () -> {
            Object next = inbox.poll();
            if (open && next != null) {
              tell(told, next);
            }
          });
    }
  }

  private void tell(SocketHandler told, Object message) {
    if (owner.time().traced()) {
      owner.note("hears from " + other + ": " + message);
    }
    if (message == FIN || message == RESET) {
      end();
      told.closed();
    } else if (message == SYN_ACK) {
      told.connected();
    } else {
      told.received(message);
    }
  }
}
