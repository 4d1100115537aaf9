package dev.mesos.protocol;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetClientOptions;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * The sending side. Keeps one connection open to each address, made at the first message or link,
 * and writes messages to it in the order in which they are sent. Delivery is at most once: what is
 * on the way when a connection ends is lost, and the next message opens a new one. Peers of ours
 * answer each message and say when they have taken it; those of Apache Mesos only say that it
 * arrived.
 *
 * <p>Thread-safe. Nothing here blocks. The callbacks given to {@link #link} run on an event loop
 * and must not block.
 */
public final class LibprocessClient implements AutoCloseable {

  private final SourceAddress source;
  private final NetClient connections;
  private final NetClient bound;
  private final long maxPendingBytes;
  private final ConcurrentMap<PeerAddress, Peer> peers = new ConcurrentHashMap<>();
  private final LongAdder dropped = new LongAdder();

  /**
   * @param localAddress the IP address from which to connect, so that peers see the one that
   *     listens; {@code 0.0.0.0} leaves it to the system
   * @param connectTimeout after which a peer that does not answer counts as gone
   * @param maxPendingBytes what is kept at most for one peer that does not read; further messages
   *     to it are dropped
   */
  public LibprocessClient(
      Vertx vertx, String localAddress, Duration connectTimeout, long maxPendingBytes) {
    this.source = new SourceAddress(localAddress);
    NetClientOptions options =
        new NetClientOptions()
            .setTcpKeepAlive(true)
            .setReconnectAttempts(0)
            .setConnectTimeout(Math.toIntExact(connectTimeout.toMillis()));
    this.connections = vertx.createNetClient(options);
    this.bound =
        source.isAny()
            ? connections
            : vertx.createNetClient(new NetClientOptions(options).setLocalAddress(localAddress));
    this.maxPendingBytes = maxPendingBytes;
  }

  /**
   * Sends a message to the process {@link LibprocessMessage#to} at an address.
   *
   * @return false if it was dropped because too much waits for this peer already; true promises
   *     nothing
   */
  public boolean send(PeerAddress address, LibprocessMessage message) {
    Buffer request = Buffer.buffer(LibprocessCodec.encode(message));
    while (true) {
      Peer peer = peer(address);
      switch (peer.send(request)) {
        case ACCEPTED -> {
          return true;
        }
        case FULL -> {
          dropped.increment();
          return false;
        }
        case GONE -> peers.remove(address, peer);
      }
    }
  }

  /**
   * Connects to an address, if there is no connection yet, and tells once when that connection ends
   * or cannot be made. Several links to one address are each told. {@link #disconnect} tells
   * nobody.
   */
  public void link(PeerAddress address, Runnable exited) {
    link(address, exited, taken -> {});
  }

  /**
   * Does as the other, and tells whenever the peer has answered all that was sent to it so far:
   * whether it has taken all of what it had not answered the last time. Nothing is told of what
   * arrived but may have been dropped, which is all that a process of Apache Mesos says.
   */
  public void link(PeerAddress address, Runnable exited, Consumer<Boolean> answered) {
    while (true) {
      Peer peer = peer(address);
      if (peer.link(exited, answered)) {
        return;
      }
      peers.remove(address, peer);
    }
  }

  /**
   * Ends the connection to an address and forgets its links without telling them. What was sent
   * before is still written.
   */
  public void disconnect(PeerAddress address) {
    Peer peer = peers.remove(address);
    if (peer != null) {
      peer.close();
    }
  }

  /** How many addresses are connected or being connected. */
  public int peers() {
    return peers.size();
  }

  /** How many messages were dropped because too much waited for their peer. */
  public long dropped() {
    return dropped.sum();
  }

  /** Ends all connections. A message sent later opens one again. */
  @Override
  public void close() {
    peers.keySet().forEach(this::disconnect);
  }

  private Peer peer(PeerAddress address) {
    return peers.computeIfAbsent(address, this::newPeer);
  }

  private Peer newPeer(PeerAddress address) {
    return new Peer(
        address,
        source.needsBinding(address) ? bound : connections,
        maxPendingBytes,
        gone -> peers.remove(address, gone));
  }
}
