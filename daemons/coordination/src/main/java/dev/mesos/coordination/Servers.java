package dev.mesos.coordination;

import java.net.InetSocketAddress;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.LongSupplier;
import org.apache.zookeeper.client.ConnectStringParser;
import org.apache.zookeeper.client.HostProvider;
import org.apache.zookeeper.client.StaticHostProvider;

/**
 * The ensemble's servers for one session of ZooKeeper's client, which asks for the next one before
 * each attempt to connect. Names are resolved anew each time. Three things more than the client's
 * own provider does:
 *
 * <ul>
 *   <li>It knows when the attempt began that a server accepted: from that moment on the server may
 *       have heard of the session, and the news of it may come much later.
 *   <li>It tells whether the name of a server that is tried has an address.
 *   <li>An update of the list leaves the list as it is and makes the client leave its server.
 * </ul>
 */
final class Servers implements HostProvider {

  /** What becomes of the servers' names. */
  @FunctionalInterface
  interface NameListener {
    /** A server is about to be tried; without an address it will be in vain. */
    void tried(String host, boolean resolved);
  }

  private final String connectString;
  private final StaticHostProvider servers;
  private final LongSupplier clock;
  private final NameListener names;
  private final Queue<Long> accepted = new ConcurrentLinkedQueue<>();
  private volatile long attemptedAt;

  /**
   * The servers of an ensemble.
   *
   * @param names told at each attempt, on a thread of the client's
   */
  Servers(String connectString, LongSupplier clock, NameListener names) {
    this.connectString = connectString;
    this.servers =
        new StaticHostProvider(new ConnectStringParser(connectString).getServerAddresses());
    this.clock = clock;
    this.names = names;
    this.attemptedAt = clock.getAsLong();
  }

  String connectString() {
    return connectString;
  }

  /**
   * When the attempt began that the event at hand tells of. To be called once for each such event,
   * in order.
   */
  long acceptedAttempt() {
    Long at = accepted.poll();
    if (at == null) {
      throw new IllegalStateException("no server has accepted the session");
    }
    return at;
  }

  @Override
  public int size() {
    return servers.size();
  }

  @Override
  public InetSocketAddress next(long spinDelay) {
    InetSocketAddress next = servers.next(spinDelay);
    attemptedAt = clock.getAsLong();
    names.tried(next.getHostString(), !next.isUnresolved());
    return next;
  }

  /** The client says it before it queues the event that tells us. */
  @Override
  public void onConnected() {
    servers.onConnected();
    accepted.add(attemptedAt);
  }

  @Override
  public boolean updateServerList(
      Collection<InetSocketAddress> unchanged, InetSocketAddress current) {
    return true;
  }
}
