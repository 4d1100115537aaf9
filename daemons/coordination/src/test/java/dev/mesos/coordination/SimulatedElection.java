package dev.mesos.coordination;

import dev.mesos.coordination.simulation.election.Host;
import dev.mesos.coordination.simulation.election.Participant;
import dev.mesos.coordination.simulation.zookeeper.CreatedZnode;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.simulation.zookeeper.Znode;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * An {@link ElectionCore} in the simulated world: does what {@link ElectionLoop}, {@link
 * SessionRequests} and {@link ZooKeeperSession} do in the real one, and ends the process as {@code
 * mesos-master} does.
 */
class SimulatedElection implements Participant {

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
  private final byte[] content;
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
            new SplittableRandom(host.process().dice().below(Integer.MAX_VALUE)));
    this.info = ElectionFixture.info(5050);
    this.content = new MasterInfoJson().write(info);
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
    setAlarm();
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
        setAlarm();
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
    public void changed() {
      when(true, () -> on(new ElectionEvent.Changed()));
    }
  }

  /** For mutants of the rules: what the core is told. */
  void on(ElectionEvent event) {
    List<ElectionAction> actions = core.on(event, now());
    if (host.process().time().traced()) {
      host.process().note("core: " + event.getClass().getSimpleName() + " -> " + actions);
    }
    publishState();
    actions.forEach(this::perform);
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
                setAlarm();
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
      case ElectionAction.Sync() ->
          ask(
              new Operation.Sync(),
              value -> on(new ElectionEvent.Synced(at)),
              failure -> on(new ElectionEvent.SyncFailed(failure)));
      case ElectionAction.ListChildren() -> list(at);
      case ElectionAction.ReadChild(String znode) -> read(znode);
      case ElectionAction.CreatePath() -> createPath();
      case ElectionAction.Create(MasterInfo wanted) -> create(at);
      case ElectionAction.FindOwned(MasterInfo wanted) -> findOwned();
      case ElectionAction.Delete(String znode) ->
          ask(new Operation.Delete(path(znode)), value -> {}, failure -> {});
      case ElectionAction.Prove(String znode) ->
          ask(
              proof(path(znode)),
              value -> on(new ElectionEvent.Proved(at)),
              failure -> on(new ElectionEvent.ProofFailed(failure)));
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
      setAlarm();
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

  private void ask(Operation operation, Consumer<@Nullable Object> ok, Consumer<Failure> failed) {
    ZooKeeperClient used = client;
    if (used != null) {
      used.ask(
          operation,
          (code, value) -> {
            if (used == client) {
              if (code == Code.OK) {
                ok.accept(value);
              } else {
                failed.accept(Failure.of(code));
              }
              setAlarm();
            }
          });
    }
  }

  @SuppressWarnings("unchecked")
  private static List<String> names(@Nullable Object value) {
    return value == null ? List.of() : (List<String>) value;
  }

  private void list(long at) {
    ask(
        new Operation.GetChildren(host.path(), true),
        value -> on(new ElectionEvent.Listed(names(value), at)),
        failure -> {
          if (failure == Failure.MISSING) {
            awaitPath();
          } else {
            on(new ElectionEvent.ListFailed(failure, "list"));
          }
        });
  }

  private void awaitPath() {
    ask(
        new Operation.Exists(host.path(), true),
        value -> {
          on(new ElectionEvent.ListFailed(Failure.MISSING, "list"));
          on(new ElectionEvent.Changed());
        },
        failure -> on(new ElectionEvent.ListFailed(failure, "list")));
  }

  private void read(String znode) {
    ask(
        new Operation.GetData(path(znode)),
        value -> {
          if (value instanceof Znode found) {
            on(
                new ElectionEvent.Read(
                    znode, found.data(), found.czxid(), found.owner(), found.createdMs()));
          }
        },
        failure -> on(new ElectionEvent.ReadFailed(znode, failure)));
  }

  private void createPath() {
    ask(
        new Operation.Create(host.path(), new byte[0], false, false),
        value -> on(new ElectionEvent.PathCreated()),
        failure -> {
          // somebody else may have been faster
          if (failure == Failure.OTHER) {
            on(new ElectionEvent.PathCreated());
          } else {
            on(new ElectionEvent.PathFailed(failure, "create the path"));
          }
        });
  }

  private void create(long at) {
    ask(
        new Operation.Create(path(MemberName.PREFIX), content, true, true),
        value -> {
          if (value instanceof CreatedZnode(String made, Znode znode) && znode != null) {
            String name = made.substring(made.lastIndexOf('/') + 1);
            on(new ElectionEvent.Created(candidate(name, znode), at));
          }
        },
        failure -> on(new ElectionEvent.CreateFailed(failure, "create")));
  }

  private Candidate candidate(String name, Znode znode) {
    int sequence = MemberName.parse(name).orElseThrow().sequence();
    return new Candidate(name, sequence, znode.czxid(), znode.owner(), znode.createdMs(), info);
  }

  private void findOwned() {
    Consumer<Failure> failed = failure -> on(new ElectionEvent.OwnedFailed(failure));
    ask(
        new Operation.Check(host.path()),
        checked ->
            ask(
                new Operation.GetChildren(host.path(), false),
                children -> findAmong(names(children)),
                failed),
        failed);
  }

  private void findAmong(List<String> children) {
    List<String> ours =
        children.stream().filter(child -> child.startsWith(MemberName.PREFIX)).toList();
    new Search(ours.size()).among(ours);
  }

  /** Looks at each candidate for its owner. */
  private final class Search {
    private final List<Candidate> owned = new ArrayList<>();
    private int open;
    private Failure worst = Failure.MISSING;

    Search(int open) {
      this.open = open;
    }

    void among(List<String> children) {
      if (children.isEmpty()) {
        on(new ElectionEvent.Owned(List.of()));
      }
      ZooKeeperClient used = client;
      for (String child : children) {
        ask(
            new Operation.Exists(path(child), false),
            value -> {
              if (value instanceof Znode znode && used != null && znode.owner() == used.session()) {
                owned.add(candidate(child, znode));
              }
              done(Failure.MISSING);
            },
            this::done);
      }
    }

    private void done(Failure failure) {
      worst = failure == Failure.MISSING ? worst : failure;
      if (--open == 0) {
        on(
            worst == Failure.MISSING
                ? new ElectionEvent.Owned(owned)
                : new ElectionEvent.OwnedFailed(worst));
      }
    }
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
