package dev.mesos.coordination.simulation.zookeeper;

import dev.mesos.coordination.simulation.SimulatedProcess;
import org.jspecify.annotations.Nullable;

/**
 * The session that a process had last, kept outside of it: whoever knows for sure that the process
 * is no more may close it, so that nobody has to wait for its timeout (design decision D6).
 */
public final class LeftSession {

  private long id;
  private long password;

  /** The process is in this session now. */
  public void entered(ZooKeeperClient client) {
    id = client.session();
    password = client.password();
  }

  /** It was closed in good order. */
  public void forget() {
    id = 0;
  }

  /**
   * Closes it, if there is one.
   *
   * @param closer on whose machine
   * @param timeout for how long to try, in nanoseconds
   */
  public void close(SimulatedProcess closer, Ensemble ensemble, long timeout) {
    if (id != 0) {
      Attempt attempt = new Attempt();
      ZooKeeperClient client =
          new ZooKeeperClient(closer, ensemble, timeout, attempt).reenter(id, password);
      attempt.client = client;
      client.open();
      closer.after(timeout, attempt::close);
    }
  }

  /** Closes a session as soon as it is let in. */
  private static final class Attempt implements ZooKeeperClient.Listener {
    private @Nullable ZooKeeperClient client;

    void close() {
      if (client != null) {
        client.close(() -> {});
      }
    }

    @Override
    public void connected(long granted, long since) {
      close();
    }

    @Override
    public void disconnected() {}

    @Override
    public void expired() {}

    @Override
    public void changed(ZnodeEvent event, String path) {}
  }
}
