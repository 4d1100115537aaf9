package dev.mesos.coordination.simulation.election;

import dev.mesos.coordination.simulation.Clock;
import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.zookeeper.Ensemble;
import dev.mesos.coordination.simulation.zookeeper.LeftSession;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A process that takes part in an election, with whoever starts it again when it has ended.
 *
 * <p>As design decision D6 has it, the session's id and password outlive the process, and what
 * starts next closes the session of its predecessor.
 */
public final class ElectionProcess extends SimulatedProcess implements Host {

  private static final long LAST_WORDS = 1_000_000_000;

  private final String path;
  private final Ensemble ensemble;
  private final Judge judge;
  private final Function<Host, Participant> kind;
  private final long timeout;
  private final long restart;
  private @Nullable Participant participant;
  private long session;
  private final LeftSession left = new LeftSession();

  /**
   * A process that is not started yet.
   *
   * @param timeout what to wait for at most to close the predecessor's session
   * @param restart how long it takes at most until it is started again
   */
  ElectionProcess(
      String name,
      Clock clock,
      String path,
      Ensemble ensemble,
      Judge judge,
      long timeout,
      long restart,
      Function<Host, Participant> kind) {
    super(name, clock, ensemble.time());
    this.path = path;
    this.ensemble = ensemble;
    this.judge = judge;
    this.kind = kind;
    this.timeout = timeout;
    this.restart = restart;
  }

  /** The session it has; 0 for none. */
  long session() {
    return session;
  }

  /** Whether it believes to lead. */
  boolean leads() {
    return judge.leads(this);
  }

  @Override
  protected void started() {
    note("starts");
    judge.started(this);
    left.close(this, ensemble, timeout);
    Participant next = kind.apply(this);
    participant = next;
    next.start();
  }

  @Override
  protected void resumed() {
    judge.look(this);
  }

  @Override
  protected void ended() {
    judge.concedes(this);
    participant = null;
    session = 0;
    time().after(dice().upTo(restart), this::start);
  }

  /** Asks it to end, as with SIGTERM. */
  void terminate() {
    if (acting()) {
      exit("it was asked to");
    }
  }

  @Override
  public void exit(String reason) {
    Participant last = participant;
    if (last == null) {
      return;
    }
    if (time().traced()) {
      note("exits: " + reason);
    }
    participant = null;
    judge.concedes(this);
    last.stop(() -> {
      left.forget();
      kill();
    });
    after(LAST_WORDS, this::kill);
  }

  @Override
  public SimulatedProcess process() {
    return this;
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public Ensemble ensemble() {
    return ensemble;
  }

  @Override
  public ZooKeeperClient client(long wanted, ZooKeeperClient.Listener listener) {
    return new ZooKeeperClient(this, ensemble, wanted, listener);
  }

  @Override
  public void entered(ZooKeeperClient client) {
    session = client.session();
    left.entered(client);
  }

  @Override
  public void sessionOver() {
    note("has lost its session");
    judge.sessionOver(this);
  }

  @Override
  public void believes(long epoch, long until) {
    if (participant != null) {
      judge.believes(this, epoch, clock().when(until));
    }
  }

  @Override
  public void concedes() {
    judge.concedes(this);
  }

  @Override
  public void detects(String znode, long epoch) {
    if (time().traced()) {
      note("names " + znode + " of epoch " + epoch);
    }
    judge.detects(this, znode, epoch);
  }

  @Override
  public void detectsNobody(String detail) {
    if (time().traced()) {
      note("names nobody: " + detail);
    }
    judge.detectsNobody(this, detail);
  }
}
