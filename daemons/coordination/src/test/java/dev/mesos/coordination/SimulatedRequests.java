package dev.mesos.coordination;

import dev.mesos.coordination.simulation.zookeeper.CreatedZnode;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.simulation.zookeeper.Znode;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Carries out on one simulated session what the core asks for: what {@link SessionRequests} and
 * {@link ZooKeeperSession} do on a real one.
 */
final class SimulatedRequests {

  /** Where the answers go. */
  interface Sink {
    void on(ElectionEvent event);

    /** Whether this session still is the one in use; if not, its answers are dropped. */
    boolean uses(ZooKeeperClient session);
  }

  private final ZooKeeperClient client;
  private final String path;
  private final Sink sink;

  SimulatedRequests(ZooKeeperClient client, String path, Sink sink) {
    this.client = client;
    this.path = path;
    this.sink = sink;
  }

  private String path(String child) {
    return path + "/" + child;
  }

  private void ask(Operation operation, Consumer<@Nullable Object> ok, Consumer<Failure> failed) {
    client.ask(
        operation,
        (code, value) -> {
          if (sink.uses(client)) {
            if (code == Code.OK) {
              ok.accept(value);
            } else {
              failed.accept(Failure.of(code));
            }
          }
        });
  }

  void sync(long at) {
    ask(
        new Operation.Sync(),
        value -> sink.on(new ElectionEvent.Synced(at)),
        failure -> sink.on(new ElectionEvent.SyncFailed(failure)));
  }

  void catchUp(long at) {
    client.ask(
        new Operation.Check(path),
        (code, value) -> {
          if (sink.uses(client)) {
            sink.on(
                Failure.isLoss(code)
                    ? new ElectionEvent.SyncFailed(Failure.of(code))
                    : new ElectionEvent.Synced(at));
          }
        });
  }

  void prove(Operation proof, long at) {
    ask(
        proof,
        value -> sink.on(new ElectionEvent.Proved(at)),
        failure -> sink.on(new ElectionEvent.ProofFailed(failure)));
  }

  void delete(String znode) {
    ask(new Operation.Delete(path(znode)), value -> {}, failure -> {});
  }

  @SuppressWarnings("unchecked")
  private static List<String> names(@Nullable Object value) {
    return value == null ? List.of() : (List<String>) value;
  }

  void list(boolean watch, long at) {
    ask(
        new Operation.GetChildren(path, watch),
        value -> sink.on(new ElectionEvent.Listed(names(value), at)),
        failure -> {
          if (failure == Failure.MISSING) {
            awaitPath();
          } else {
            sink.on(new ElectionEvent.ListFailed(failure, "list"));
          }
        });
  }

  private void awaitPath() {
    ask(
        new Operation.Exists(path, true),
        value -> {
          sink.on(new ElectionEvent.ListFailed(Failure.MISSING, "list"));
          sink.on(new ElectionEvent.Changed());
        },
        failure -> sink.on(new ElectionEvent.ListFailed(failure, "list")));
  }

  void read(String znode) {
    ask(
        new Operation.GetData(path(znode), true),
        value -> {
          if (value instanceof Znode found) {
            sink.on(
                new ElectionEvent.Read(
                    znode, found.data(), found.czxid(), found.owner(), found.createdMs()));
          }
        },
        failure -> sink.on(new ElectionEvent.ReadFailed(znode, failure)));
  }

  void createPath() {
    ask(
        new Operation.Create(path, new byte[0], false, false),
        value -> sink.on(new ElectionEvent.PathCreated()),
        failure -> {
          // somebody else may have been faster
          if (failure == Failure.OTHER) {
            sink.on(new ElectionEvent.PathCreated());
          } else {
            sink.on(new ElectionEvent.PathFailed(failure, "create the path"));
          }
        });
  }

  void create(MasterInfo info, long at) {
    ask(
        new Operation.Create(path(MemberName.PREFIX), new MasterInfoJson().write(info), true, true),
        value -> {
          if (value instanceof CreatedZnode(String made, Znode znode) && znode != null) {
            String name = made.substring(made.lastIndexOf('/') + 1);
            sink.on(new ElectionEvent.Created(candidate(name, znode, info), at));
          }
        },
        failure -> sink.on(new ElectionEvent.CreateFailed(failure, "create")));
  }

  private static Candidate candidate(String name, Znode znode, MasterInfo info) {
    int sequence = MemberName.parse(name).orElseThrow().sequence();
    return new Candidate(name, sequence, znode.czxid(), znode.owner(), znode.createdMs(), info);
  }

  void findOwned(MasterInfo info) {
    Consumer<Failure> failed = failure -> sink.on(new ElectionEvent.OwnedFailed(failure));
    ask(
        new Operation.Check(path),
        checked ->
            ask(
                new Operation.GetChildren(path, false),
                children -> findAmong(names(children), info),
                failed),
        failed);
  }

  private void findAmong(List<String> children, MasterInfo info) {
    List<String> ours =
        children.stream().filter(child -> child.startsWith(MemberName.PREFIX)).toList();
    new Search(ours.size(), info).among(ours);
  }

  /** Looks at each candidate for its owner. */
  private final class Search {
    private final MasterInfo info;
    private final List<Candidate> owned = new ArrayList<>();
    private int open;
    private Failure worst = Failure.MISSING;

    Search(int open, MasterInfo info) {
      this.open = open;
      this.info = info;
    }

    void among(List<String> children) {
      if (children.isEmpty()) {
        sink.on(new ElectionEvent.Owned(List.of()));
      }
      for (String child : children) {
        ask(
            new Operation.Exists(path(child), false),
            value -> {
              if (value instanceof Znode znode && znode.owner() == client.session()) {
                owned.add(candidate(child, znode, info));
              }
              done(Failure.MISSING);
            },
            this::done);
      }
    }

    private void done(Failure failure) {
      worst = failure == Failure.MISSING ? worst : failure;
      if (--open == 0) {
        sink.on(
            worst == Failure.MISSING
                ? new ElectionEvent.Owned(owned)
                : new ElectionEvent.OwnedFailed(worst));
      }
    }
  }
}
