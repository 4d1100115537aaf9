package dev.mesos.protocol;

import io.vertx.core.AsyncResult;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one address, from its first use to its end; never used again after that.
 * Thread-safe.
 */
final class Peer {

  enum Sent {
    ACCEPTED,
    FULL,
    GONE
  }

  private enum State {
    NEW,
    CONNECTING,
    CONNECTED,
    GONE
  }

  private record Link(Runnable exited, Consumer<Boolean> answered) {}

  private static final Logger LOG = LoggerFactory.getLogger(Peer.class);

  private final PeerAddress address;
  private final NetClient connections;
  private final long maxPendingBytes;
  private final Consumer<Peer> onGone;

  private final Queue<Buffer> unsent = new ArrayDeque<>();
  private List<Link> links = new ArrayList<>();
  private long unanswered;
  private boolean refused;
  private boolean uncertain;
  private State state = State.NEW;
  private @Nullable NetSocket socket;
  private long pendingBytes;
  private boolean closing;

  Peer(PeerAddress address, NetClient connections, long maxPendingBytes, Consumer<Peer> onGone) {
    this.address = address;
    this.connections = connections;
    this.maxPendingBytes = maxPendingBytes;
    this.onGone = onGone;
  }

  /**
   * Writes a request now, or when the connection is there. One that is larger than the limit goes
   * alone.
   */
  synchronized Sent send(Buffer request) {
    if (state == State.GONE || closing) {
      return Sent.GONE;
    }
    if (pendingBytes > 0 && pendingBytes + request.length() > maxPendingBytes) {
      return Sent.FULL;
    }
    pendingBytes += request.length();
    unanswered++;
    NetSocket connected = socket;
    if (connected == null) {
      unsent.add(request);
      connect();
    } else {
      write(connected, request);
    }
    return Sent.ACCEPTED;
  }

  /** Adds callbacks, for the end and for answers; false if the end has been already. */
  synchronized boolean link(Runnable exited, Consumer<Boolean> answered) {
    if (state == State.GONE || closing) {
      return false;
    }
    links.add(new Link(exited, answered));
    connect();
    return true;
  }

  /** Ends the connection after what was sent so far, telling nobody. */
  synchronized void close() {
    links.clear();
    if (state == State.CONNECTED) {
      state = State.GONE;
      closeSocket();
    } else if (unsent.isEmpty()) {
      state = State.GONE;
    } else {
      // there are last words; connected() sees that nobody wants more
      closing = true;
    }
  }

  private void connect() {
    if (state == State.NEW) {
      state = State.CONNECTING;
      connections.connect(address.port(), address.host()).onComplete(this::connected);
    }
  }

  private void connected(AsyncResult<NetSocket> result) {
    if (result.failed()) {
      LOG.debug("peer unreachable: peer={} error={}", address, result.cause().toString());
      gone();
      return;
    }
    NetSocket made = result.result();
    made.handler(Answers.reader(this::answered));
    made.exceptionHandler(e -> LOG.debug("peer failed: peer={} error={}", address, e.toString()));
    made.closeHandler(end -> gone());
    synchronized (this) {
      socket = made;
      boolean wanted = state == State.CONNECTING && !closing;
      state = wanted ? State.CONNECTED : State.GONE;
      for (Buffer request = unsent.poll(); request != null; request = unsent.poll()) {
        write(made, request);
      }
      if (!wanted) {
        closeSocket();
      }
    }
  }

  private void write(NetSocket connected, Buffer request) {
    int length = request.length();
    connected.write(request).onComplete(written -> written(length));
  }

  private synchronized void written(int length) {
    pendingBytes -= length;
  }

  private void answered(Answers.Answer answer) {
    List<Link> told;
    boolean taken;
    boolean known;
    synchronized (this) {
      unanswered--;
      refused |= answer == Answers.Answer.REFUSED;
      uncertain |= answer == Answers.Answer.ARRIVED;
      if (unanswered > 0) {
        return;
      }
      taken = !refused;
      known = refused || !uncertain;
      refused = false;
      uncertain = false;
      told = List.copyOf(links);
    }
    if (known) {
      told.forEach(link -> link.answered().accept(taken));
    }
  }

  private void closeSocket() {
    NetSocket connected = socket;
    if (connected != null) {
      connected.close();
    }
  }

  private void gone() {
    List<Link> told;
    synchronized (this) {
      state = State.GONE;
      if (!unsent.isEmpty()) {
        LOG.debug("messages lost: peer={} count={}", address, unsent.size());
      }
      unsent.clear();
      told = links;
      links = new ArrayList<>();
    }
    onGone.accept(this);
    told.forEach(link -> link.exited().run());
  }
}
