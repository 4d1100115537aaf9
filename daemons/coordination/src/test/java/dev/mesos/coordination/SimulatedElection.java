package dev.mesos.coordination;

import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.zookeeper.Ensemble;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.simulation.zookeeper.ZnodeEvent;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An {@link ElectionCore} in the simulated world: does what {@link ElectionLoop} does in the real
 * one. What becomes of the news is the subclass's matter.
 */
public abstract class SimulatedElection implements SimulatedRequests.Sink {

  private final SimulatedProcess process;
  private final Ensemble ensemble;
  private final String path;
  private final SessionSettings settings;
  private final ElectionCore core;
  private @Nullable ZooKeeperClient client;
  private boolean connected;
  private boolean stopped;
  private int alarms;

  /**
   * Takes no part yet.
   *
   * @param path the election's
   * @param readAll whether every candidate is read
   * @param patient whether it only follows
   */
  protected SimulatedElection(
      SimulatedProcess process,
      Ensemble ensemble,
      String path,
      SessionSettings settings,
      boolean readAll,
      boolean patient) {
    this.process = process;
    this.ensemble = ensemble;
    this.path = path;
    this.settings = settings;
    this.core =
        new ElectionCore(
            settings,
            readAll,
            patient,
            new SplittableRandom(process.dice().below(Integer.MAX_VALUE)));
  }

  /** Who leads, as {@link Detector} tells it. */
  protected abstract void tell(Detection news);

  /** What becomes of our candidacy, as {@link Contender} tells it. */
  protected abstract void tell(Candidacy news);

  /** Something was dealt with: {@link #leadsUntil} may be another. */
  protected void dealt() {}

  /** A server has let us into this session. */
  protected void entered(ZooKeeperClient session) {}

  /** The session is over. */
  protected void sessionOver() {}

  /** The candidate that stands for us. */
  protected final Optional<Candidate> self() {
    return core.self();
  }

  /** Until when we may act as the leader, by the process's clock; empty if we do not lead. */
  protected final Optional<Long> leadsUntil() {
    return core.leadsUntil();
  }

  /** Opens a session. */
  public final void begin() {
    open();
  }

  /** Stands, as {@link Contender#contend} does. */
  public final void contend(MasterInfo info) {
    on(new ElectionEvent.Contend(info));
  }

  /** Ends it: the session is closed, if a server can be told; then runs the given. */
  public final void stop(Runnable done) {
    ZooKeeperClient last = client;
    client = null;
    stopped = true;
    if (last == null) {
      done.run();
    } else {
      core.self()
          .ifPresent(own -> last.ask(new Operation.Delete(path(own.znode())), (code, value) -> {}));
      last.close(done);
    }
  }

  private long now() {
    return process.now();
  }

  private void open() {
    Session next = new Session();
    ZooKeeperClient opened =
        new ZooKeeperClient(process, ensemble, settings.timeout().toNanos(), next);
    next.client = opened;
    client = opened;
    connected = false;
    opened.open();
    on(new ElectionEvent.Opened());
  }

  /** Passes on the events of one session while it is the one in use. */
  private final class Session implements ZooKeeperClient.Listener {

    private @Nullable ZooKeeperClient client;

    private void when(boolean worth, Runnable something) {
      if (worth && client != null && client == SimulatedElection.this.client) {
        something.run();
      }
    }

    @Override
    public void connected(long timeout, long since) {
      when(
          true,
          () -> {
            connected = true;
            if (client != null) {
              entered(client);
            }
            on(new ElectionEvent.Connected(timeout, since));
          });
    }

    @Override
    public void disconnected() {
      when(
          connected,
          () -> {
            connected = false;
            on(new ElectionEvent.Disconnected());
          });
    }

    @Override
    public void expired() {
      when(true, () -> on(new ElectionEvent.SessionOver("ZooKeeper has expired the session")));
    }

    @Override
    public void changed(ZnodeEvent event, String znode) {
      String child = znode.substring(znode.lastIndexOf('/') + 1);
      ElectionEvent news =
          znode.equals(path)
              ? new ElectionEvent.Changed()
              : event == ZnodeEvent.DELETED
                  ? new ElectionEvent.ChildGone(child)
                  : new ElectionEvent.ChildChanged(child);
      when(true, () -> on(news));
    }
  }

  /** Mutants of the rules take out of it what the core is told. */
  @Override
  public void on(ElectionEvent event) {
    List<ElectionAction> actions = core.on(event, now());
    if (process.time().traced()) {
      process.note("core: " + event.getClass().getSimpleName() + " -> " + actions);
    }
    dealt();
    actions.forEach(this::perform);
    setAlarm();
  }

  private void setAlarm() {
    int mine = ++alarms;
    process.at(
        Math.max(core.wakeAt(), now()),
        () -> {
          if (mine == alarms && !stopped) {
            on(new ElectionEvent.Woke());
          }
        });
  }

  private String path(String child) {
    return path + "/" + child;
  }

  private void perform(ElectionAction action) {
    if (stopped) {
      return;
    }
    long at = now();
    switch (action) {
      case ElectionAction.Sync() -> ask(r -> r.sync(at));
      case ElectionAction.CatchUp() -> ask(r -> r.catchUp(at));
      case ElectionAction.ListChildren(boolean watch) -> ask(r -> r.list(watch, at));
      case ElectionAction.ReadChild(String znode) -> ask(r -> r.read(znode));
      case ElectionAction.CreatePath() -> ask(SimulatedRequests::createPath);
      case ElectionAction.Create(MasterInfo wanted) -> ask(r -> r.create(wanted, at));
      case ElectionAction.FindOwned(MasterInfo wanted) -> ask(r -> r.findOwned(wanted));
      case ElectionAction.Delete(String znode) -> ask(r -> r.delete(znode));
      case ElectionAction.Prove(String znode) -> ask(r -> r.prove(proof(path(znode)), at));
      case ElectionAction.ChangeServer(String detail) -> {
        process.note("changes its server");
        if (client != null) {
          client.changeServer();
        }
      }
      case ElectionAction.EndSession(String detail) -> endSession();
      case ElectionAction.OpenSession() -> process.after(0, this::reopen);
      case ElectionAction.TellDetection(Detection news) -> tell(news);
      case ElectionAction.TellCandidacy(Candidacy news) -> tell(news);
      case ElectionAction.Skip(SkippedCandidate skipped) -> process.note("skips a candidate");
      case ElectionAction.Publish(Election election) -> {
        // what it says is what is detected, too
      }
    }
  }

  /** For mutants of the rules: what is taken for a proof. */
  Operation proof(String path) {
    return new Operation.Check(path);
  }

  private void reopen() {
    if (!stopped) {
      open();
    }
  }

  private void endSession() {
    ZooKeeperClient over = client;
    client = null;
    if (over != null) {
      sessionOver();
      over.close(() -> {});
    }
  }

  private void ask(Consumer<SimulatedRequests> request) {
    ZooKeeperClient used = client;
    if (used != null) {
      request.accept(new SimulatedRequests(used, path, this));
    }
  }

  @Override
  public boolean uses(ZooKeeperClient session) {
    return session == client;
  }
}
