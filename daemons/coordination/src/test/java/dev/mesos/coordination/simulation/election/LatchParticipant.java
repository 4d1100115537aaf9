package dev.mesos.coordination.simulation.election;

import dev.mesos.coordination.simulation.zookeeper.CreatedZnode;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.simulation.zookeeper.ZnodeEvent;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import org.jspecify.annotations.Nullable;

/**
 * A candidate by the rules of Curator's {@code LeaderLatch}: it leads when it finds its znode to be
 * the first, until its client tells it that the connection is suspended or the session lost. After
 * a reconnection it stands anew.
 */
public final class LatchParticipant implements Participant {

  private static final long FOR_EVER = 1_000_000_000_000L;

  private final Host host;
  private final long timeout;
  private final Place place;
  private @Nullable ZooKeeperClient client;
  private @Nullable CreatedZnode own;

  /** A candidate. */
  public LatchParticipant(Host host, long timeout) {
    this.host = host;
    this.timeout = timeout;
    this.place = new Place(host.path());
  }

  @Override
  public void start() {
    Session next = new Session();
    ZooKeeperClient opened = host.client(timeout, next);
    next.client = opened;
    client = opened;
    opened.open();
  }

  @Override
  public void stop(Runnable done) {
    ZooKeeperClient last = client;
    client = null;
    if (last == null) {
      done.run();
    } else {
      last.close(done);
    }
  }

  private void reset(ZooKeeperClient used) {
    CreatedZnode old = own;
    own = null;
    if (old != null) {
      used.ask(new Operation.Delete(old.path()), (code, value) -> {});
    }
    place.create(
        used,
        made -> {
          own = made;
          check(used);
        },
        () -> {});
  }

  private void check(ZooKeeperClient used) {
    place.first(
        used,
        first -> {
          CreatedZnode mine = own;
          if (mine != null && mine.znode() != null && mine.path().equals(first)) {
            host.believes(mine.znode().czxid(), host.process().now() + FOR_EVER);
          } else {
            host.concedes();
          }
        });
  }

  private final class Session implements ZooKeeperClient.Listener {
    private @Nullable ZooKeeperClient client;

    private boolean current() {
      return client != null && client == LatchParticipant.this.client;
    }

    @Override
    public void connected(long granted, long since) {
      if (current() && client != null) {
        host.entered(client);
        reset(client);
      }
    }

    @Override
    public void disconnected() {
      host.concedes();
    }

    @Override
    public void expired() {
      host.concedes();
      if (current()) {
        own = null;
        start();
      }
    }

    @Override
    public void changed(ZnodeEvent event, String path) {
      if (current() && client != null && own != null) {
        check(client);
      }
    }
  }
}
