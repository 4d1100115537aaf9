package dev.mesos.coordination.simulation.zookeeper;

import dev.mesos.coordination.simulation.Clock;
import dev.mesos.coordination.simulation.Network;
import dev.mesos.coordination.simulation.VirtualTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The servers of an ensemble, and what became of all of them together.
 *
 * <p>Who leads is settled here and not by votes over the network: among servers that look for a
 * leader and hear each other, the one whose log is the newest. What comes after, from the promise
 * of an epoch on, goes over the network as it does in ZooKeeper.
 */
public final class Ensemble {

  private static final long DISK = 300_000;
  private static final long SLOW_DISK = 1_500_000_000;

  private final EnsembleSettings settings;
  private final VirtualTime time;
  private final Network network;
  private final List<Server> servers = new ArrayList<>();
  private final List<Transaction> committed = new ArrayList<>();
  private final Map<Server, Long> wallClocks = new HashMap<>();
  private final List<Consumer<Transaction>> observers = new ArrayList<>();
  private long sessions;

  /** Its servers are not started yet. */
  public Ensemble(EnsembleSettings settings, VirtualTime time, Network network, long drift) {
    this.settings = settings;
    this.time = time;
    this.network = network;
    for (int id = 1; id <= settings.servers(); id++) {
      servers.add(new Server(id, Clock.random(time.dice(), drift), this));
    }
  }

  public EnsembleSettings settings() {
    return settings;
  }

  public VirtualTime time() {
    return time;
  }

  public Network network() {
    return network;
  }

  public List<Server> servers() {
    return servers;
  }

  /** Starts all servers. */
  public void start() {
    servers.forEach(Server::start);
  }

  /** Is told of each transaction when it is committed, in order. */
  public void observe(Consumer<Transaction> observer) {
    observers.add(observer);
  }

  /** All that was ever committed, in order. */
  public List<Transaction> committed() {
    return committed;
  }

  /** The server that leads, if there is one. Of two that believe to, the later one. */
  public Optional<Server> leader() {
    Server found = null;
    for (Server server : servers) {
      if (server.leads() && (found == null || server.currentEpoch() > found.currentEpoch())) {
        found = server;
      }
    }
    return Optional.ofNullable(found);
  }

  /** The wall clock of a server jumps; nothing but dates may change by that. */
  public void jump(Server server, long millis) {
    wallClocks.merge(server, millis, Long::sum);
  }

  long wallClock(Server server) {
    return 1_700_000_000_000L + time.now() / 1_000_000 + wallClocks.getOrDefault(server, 0L);
  }

  long nextSession() {
    return ++sessions;
  }

  long diskDelay() {
    return time.lasts(DISK, SLOW_DISK);
  }

  /**
   * A server that serves has applied this as its index-th: as all others, or the model is wrong.
   */
  void applied(int index, Transaction transaction) {
    if (index < committed.size()) {
      if (committed.get(index).zxid() != transaction.zxid()) {
        throw new IllegalStateException(
            "two histories: " + committed.get(index) + " and " + transaction);
      }
    } else if (index == committed.size()) {
      committed.add(transaction);
      observers.forEach(observer -> observer.accept(transaction));
    } else {
      throw new IllegalStateException("a gap before " + transaction);
    }
  }

  void elect(Server looking) {
    Server best = looking;
    int voters = 1;
    Server found = null;
    for (Server other : servers) {
      if (other == looking || !other.acting() || !network.joined(looking, other)) {
        continue;
      }
      Role role = other.role().orElse(null);
      if (role == null) {
        voters++;
        best = newer(other, best) ? other : best;
      } else if (role instanceof Leading leading
          && accepts(leading, other, looking)
          && (found == null || other.acceptedEpoch() > found.acceptedEpoch())) {
        found = other;
      }
    }
    if (found != null) {
      looking.follow(found);
    } else if (best == looking && voters >= settings.quorum()) {
      looking.lead();
    }
  }

  private boolean accepts(Leading leading, Server leader, Server looking) {
    if (!leading.start().done()) {
      return !newer(looking, leader);
    }
    int synced = 1;
    for (Learner learner : leading.learners()) {
      synced += learner.id() != looking.id() && learner.synced() ? 1 : 0;
    }
    return synced + 1 >= settings.quorum();
  }

  private static boolean newer(Server one, Server other) {
    if (one.currentEpoch() != other.currentEpoch()) {
      return one.currentEpoch() > other.currentEpoch();
    }
    if (one.lastZxid() != other.lastZxid()) {
      return one.lastZxid() > other.lastZxid();
    }
    return one.id() > other.id();
  }
}
