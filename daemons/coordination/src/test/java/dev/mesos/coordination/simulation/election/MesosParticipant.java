package dev.mesos.coordination.simulation.election;

import dev.mesos.coordination.simulation.zookeeper.CreatedZnode;
import dev.mesos.coordination.simulation.zookeeper.ZnodeEvent;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import org.jspecify.annotations.Nullable;

/**
 * A master by the rules of Apache Mesos 1.x: a contender and a detector, each with a session of its
 * own and a timer of its own, which declares the session expired when its client has noticed a
 * disconnection for the negotiated timeout. It leads while its detector names its own candidate,
 * until it hears otherwise.
 */
public final class MesosParticipant implements Participant {

  private static final long FOR_EVER = 1_000_000_000_000L;

  private final Host host;
  private final long timeout;
  private final boolean contends;
  private final Place place;
  private @Nullable CreatedZnode own;
  private @Nullable String first;
  private boolean leading;
  private @Nullable Group contender;
  private @Nullable Group detector;

  /** A participant that stands or only looks. */
  public MesosParticipant(Host host, long timeout, boolean contends) {
    this.host = host;
    this.timeout = timeout;
    this.contends = contends;
    this.place = new Place(host.path());
  }

  @Override
  public void start() {
    if (contends) {
      contender = new Contender();
      contender.open();
    }
    detector = new Detector();
    detector.open();
  }

  @Override
  public void stop(Runnable done) {
    leading = false;
    if (detector != null) {
      detector.drop();
    }
    if (contender != null) {
      contender.close(done);
    } else {
      done.run();
    }
  }

  private void judge() {
    boolean ours = own != null && own.path().equals(first);
    if (ours && own != null && own.znode() != null) {
      leading = true;
      host.believes(own.znode().czxid(), host.process().now() + FOR_EVER);
    } else if (leading) {
      host.exit("another master or none leads");
    }
  }

  /** A session with the timer that gives it up. */
  private abstract class Group implements ZooKeeperClient.Listener {
    private @Nullable ZooKeeperClient client;
    private long granted = timeout;
    private int timers;
    private boolean fresh = true;

    void open() {
      fresh = true;
      ZooKeeperClient next = host.client(timeout, this);
      client = next;
      next.open();
      arm();
    }

    void drop() {
      close(() -> {});
    }

    void close(Runnable done) {
      timers++;
      ZooKeeperClient last = client;
      client = null;
      if (last != null) {
        last.close(done);
      }
    }

    private void arm() {
      int mine = ++timers;
      host.process()
          .after(
              granted,
              () -> {
                if (mine == timers) {
                  expired();
                }
              });
    }

    @Override
    public void connected(long negotiated, long since) {
      if (client != null) {
        timers++;
        granted = negotiated;
        entered(client, fresh);
        fresh = false;
      }
    }

    @Override
    public void disconnected() {
      if (client != null && !fresh) {
        arm();
        fresh = false;
      }
    }

    @Override
    public void expired() {
      if (client != null) {
        drop();
        over();
        open();
      }
    }

    @Override
    public void changed(ZnodeEvent event, String path) {
      if (client != null) {
        again(client);
      }
    }

    abstract void entered(ZooKeeperClient used, boolean first);

    abstract void again(ZooKeeperClient used);

    abstract void over();
  }

  private final class Contender extends Group {
    @Override
    void entered(ZooKeeperClient used, boolean first) {
      host.entered(used);
      if (own == null) {
        again(used);
      }
    }

    @Override
    void again(ZooKeeperClient used) {
      place.create(
          used,
          made -> {
            own = made;
            judge();
          },
          () -> {});
    }

    @Override
    void over() {
      own = null;
      if (leading) {
        host.exit("the candidacy is lost");
      }
    }

    @Override
    public void changed(ZnodeEvent event, String path) {}
  }

  private final class Detector extends Group {
    @Override
    void entered(ZooKeeperClient used, boolean fresh) {
      again(used);
    }

    @Override
    void again(ZooKeeperClient used) {
      place.first(
          used,
          found -> {
            first = found;
            judge();
          });
    }

    @Override
    void over() {
      first = null;
      if (leading) {
        host.exit("nobody is known to lead");
      }
    }
  }
}
