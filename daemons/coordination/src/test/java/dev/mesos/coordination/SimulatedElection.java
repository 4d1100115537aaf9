package dev.mesos.coordination;

import dev.mesos.coordination.simulation.election.Host;
import dev.mesos.coordination.simulation.election.Participant;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.simulation.zookeeper.ZnodeEvent;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * An {@link ElectionCore} in the simulated world: does what {@link ElectionLoop} does in the real
 * one, and ends the process as {@code mesos-master} does.
 */
class SimulatedElection implements Participant, SimulatedRequests.Sink {

  /** What a process of ours does beside detecting. */
  enum Duty {
    /** Stands, and ends when it is in doubt or without a leader. */
    MASTER,
    /** Stands, and ends only when it led. */
    PATIENT_MASTER,
    /** Follows the leader. */
    SLAVE,
    /** Reads everything. */
    OPERATOR
  }

  private final Host host;
  private final Duty duty;
  private final SessionSettings settings;
  private final ElectionCore core;
  private final MasterInfo info;
  private @Nullable ZooKeeperClient client;
  private boolean connected;
  private boolean leading;
  private boolean wasLed;
  private boolean stopped;
  private int alarms;

  SimulatedElection(Host host, Duty duty, SessionSettings settings) {
    this.host = host;
    this.duty = duty;
    this.settings = settings;
    this.core =
        new ElectionCore(
            settings,
            duty == Duty.OPERATOR,
            duty == Duty.SLAVE,
            new SplittableRandom(host.process().dice().below(Integer.MAX_VALUE)));
    this.info = ElectionFixture.info(5050);
  }

  private boolean stands() {
    return duty == Duty.MASTER || duty == Duty.PATIENT_MASTER;
  }

  private long now() {
    return host.process().now();
  }

  @Override
  public void start() {
    open();
    if (stands()) {
      on(new ElectionEvent.Contend(info));
    }
  }

  @Override
  public void stop(Runnable done) {
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

  private void open() {
    Session next = new Session();
    ZooKeeperClient opened = host.client(settings.timeout().toNanos(), next);
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
              host.entered(client);
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
    public void changed(ZnodeEvent event, String path) {
      String child = path.substring(path.lastIndexOf('/') + 1);
      ElectionEvent news =
          path.equals(host.path())
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
    if (host.process().time().traced()) {
      host.process().note("core: " + event.getClass().getSimpleName() + " -> " + actions);
    }
    publishState();
    actions.forEach(this::perform);
    setAlarm();
  }

  private void publishState() {
    Long until = core.leadsUntil().orElse(null);
    Candidate self = core.self().orElse(null);
    if (until != null && self != null) {
      host.believes(self.epoch(), until);
    } else {
      host.concedes();
    }
  }

  private void setAlarm() {
    int mine = ++alarms;
    host.process()
        .at(
            Math.max(core.wakeAt(), now()),
            () -> {
              if (mine == alarms && !stopped) {
                on(new ElectionEvent.Woke());
              }
            });
  }

  private String path(String child) {
    return host.path() + "/" + child;
  }

  private void perform(ElectionAction action) {
    if (stopped) {
      return;
    }
    long at = now();
    switch (action) {
      case ElectionAction.Sync() -> ask(r -> r.sync(at));
      case ElectionAction.ListChildren(boolean watch) -> ask(r -> r.list(watch, at));
      case ElectionAction.ReadChild(String znode) -> ask(r -> r.read(znode));
      case ElectionAction.CreatePath() -> ask(SimulatedRequests::createPath);
      case ElectionAction.Create(MasterInfo wanted) -> ask(r -> r.create(wanted, at));
      case ElectionAction.FindOwned(MasterInfo wanted) -> ask(r -> r.findOwned(wanted));
      case ElectionAction.Delete(String znode) -> ask(r -> r.delete(znode));
      case ElectionAction.Prove(String znode) -> ask(r -> r.prove(proof(path(znode)), at));
      case ElectionAction.ChangeServer(String detail) -> {
        host.process().note("changes its server");
        if (client != null) {
          client.changeServer();
        }
      }
      case ElectionAction.EndSession(String detail) -> endSession();
      case ElectionAction.OpenSession() -> host.process().after(0, this::reopen);
      case ElectionAction.TellDetection(Detection news) -> tell(news);
      case ElectionAction.TellCandidacy(Candidacy news) -> tell(news);
      case ElectionAction.Skip(SkippedCandidate skipped) ->
          host.process().note("skips a candidate");
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
      host.sessionOver();
      over.close(() -> {});
    }
  }

  private void ask(Consumer<SimulatedRequests> request) {
    ZooKeeperClient used = client;
    if (used != null) {
      request.accept(new SimulatedRequests(used, host.path(), this));
    }
  }

  @Override
  public boolean uses(ZooKeeperClient session) {
    return session == client;
  }

  private void tell(Detection news) {
    switch (news) {
      case Detection.Leader(Candidate leader) -> {
        host.detects(leader.znode(), leader.epoch());
        wasLed = true;
        boolean other = core.self().map(own -> !own.znode().equals(leader.znode())).orElse(true);
        if (leading && other) {
          host.exit("another master leads");
        }
      }
      case Detection.NoLeader(var reason, String detail) -> {
        host.detectsNobody(reason + " " + detail);
        if (leading || (wasLed && duty == Duty.MASTER)) {
          host.exit("nobody is known to lead: " + detail);
        }
      }
    }
  }

  private void tell(Candidacy news) {
    if (host.process().time().traced()) {
      host.process().note(news.getClass().getSimpleName());
    }
    switch (news) {
      case Candidacy.Leading told -> {
        leading = true;
        wasLed = true;
      }
      case Candidacy.Lost(var reason, String detail) -> {
        if (leading) {
          host.exit("our candidacy is lost: " + detail);
        } else {
          on(new ElectionEvent.Contend(info));
        }
      }
      case Candidacy.Joined joined -> {
        // it shows in what is detected
      }
      case Candidacy.Refused refused -> {
        // it is tried again
      }
    }
  }
}
