package dev.mesos.coordination;

import dev.mesos.coordination.simulation.SimulatedProcess;
import dev.mesos.coordination.simulation.zookeeper.Ensemble;
import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.simulation.zookeeper.ZnodeEvent;
import dev.mesos.coordination.simulation.zookeeper.ZooKeeperClient;
import java.util.List;
import java.util.function.Consumer;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** What {@link ClusterZnodes} does, in the simulated world. */
public final class SimulatedZnodes {

  private final SimulatedProcess process;
  private final Ensemble ensemble;
  private final String path;
  private final long timeout;
  private final boolean checking;
  private final ClusterZnodes.Listener listener;
  private @Nullable ZooKeeperClient client;

  /**
   * Not connected yet.
   *
   * @param timeout of the session, in nanoseconds
   * @param checking whether transactions carry their conditions; without, a bug is planted
   */
  public SimulatedZnodes(
      SimulatedProcess process,
      Ensemble ensemble,
      String path,
      long timeout,
      boolean checking,
      ClusterZnodes.Listener listener) {
    this.process = process;
    this.ensemble = ensemble;
    this.path = path;
    this.timeout = timeout;
    this.checking = checking;
    this.listener = listener;
  }

  /** Begins to connect. */
  public void open() {
    Session next = new Session();
    ZooKeeperClient opened = new ZooKeeperClient(process, ensemble, timeout, next);
    next.client = opened;
    client = opened;
    opened.open();
  }

  /** Ends the session, if a server can be told. Nothing is told any more. */
  public void close() {
    ZooKeeperClient last = client;
    client = null;
    if (last != null) {
      last.close(() -> {});
    }
  }

  private final class Session implements ZooKeeperClient.Listener {

    private @Nullable ZooKeeperClient client;

    private boolean used() {
      return client != null && client == SimulatedZnodes.this.client;
    }

    @Override
    public void connected(long granted, long since) {
      if (used()) {
        listener.connected();
      }
    }

    @Override
    public void disconnected() {
      if (used()) {
        listener.disconnected();
      }
    }

    @Override
    public void expired() {
      if (used()) {
        listener.disconnected();
        open();
      }
    }

    @Override
    public void changed(ZnodeEvent event, String znode) {}
  }

  /** Answers of a session that was replaced come as well: each request has one. */
  private void ask(Operation operation, ZooKeeperClient.Answer answer) {
    ZooKeeperClient used = client;
    if (used != null) {
      used.ask(
          operation,
          (code, value) -> {
            if (client != null) {
              answer.take(code, value);
            }
          });
    }
  }

  /** As {@link ClusterZnodes#read}. */
  public void read(List<String> znodes, Consumer<List<ZnodeAnswer<Znode>>> answers) {
    ask(
        new Operation.GetAll(znodes.stream().map(this::full).toList()),
        (code, value) ->
            answers.accept(
                value instanceof List<?> found
                    ? found.stream().map(SimulatedZnodes::znode).toList()
                    : znodes.stream().map(znode -> SimulatedZnodes.<Znode>failed(code)).toList()));
  }

  private static ZnodeAnswer<Znode> znode(@Nullable Object found) {
    return switch (found) {
      case dev.mesos.coordination.simulation.zookeeper.Znode znode ->
          new ZnodeAnswer.Ok<>(new Znode(znode.data(), znode.version(), znode.createdMs()));
      case Code code -> failed(code);
      case null, default -> throw new IllegalStateException("not an answer: " + found);
    };
  }

  private static <T> ZnodeAnswer<T> failed(Code code) {
    return ClusterZnodes.failed(code, -1, "simulate it");
  }

  /** As {@link ClusterZnodes#children}. */
  @SuppressWarnings("unchecked")
  public void children(String znode, Consumer<ZnodeAnswer<List<String>>> answer) {
    ask(
        new Operation.GetChildren(full(znode), false),
        (code, value) ->
            answer.accept(
                value instanceof List<?> names
                    ? new ZnodeAnswer.Ok<>((List<String>) names)
                    : failed(code)));
  }

  /** As {@link ClusterZnodes#write}. */
  public void write(List<ZnodeChange> changes, Consumer<ZnodeAnswer<List<ZnodeChange>>> answer) {
    List<Operation.Write> parts =
        changes.stream()
            .filter(change -> checking || !(change instanceof ZnodeChange.Check))
            .map(this::part)
            .toList();
    ask(
        new Operation.Multi(parts),
        (code, value) ->
            answer.accept(
                code == Code.OK
                    ? new ZnodeAnswer.Ok<>(changes)
                    : ClusterZnodes.failed(
                        code, value instanceof Integer part ? part : -1, "simulate it")));
  }

  private Operation.Write part(ZnodeChange change) {
    String znode = full(change.znode());
    return switch (change) {
      case ZnodeChange.Check check -> new Operation.Check(znode, version(check.version()));
      case ZnodeChange.Create create -> new Operation.Create(znode, create.data(), false, false);
      case ZnodeChange.Set set -> new Operation.SetData(znode, set.data(), version(set.version()));
      case ZnodeChange.Delete delete -> new Operation.Delete(znode, version(delete.version()));
    };
  }

  private int version(int wanted) {
    return checking ? wanted : Operation.ANY;
  }

  private String full(String znode) {
    return path + "/" + znode;
  }
}
