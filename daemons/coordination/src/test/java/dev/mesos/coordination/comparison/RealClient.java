package dev.mesos.coordination.comparison;

import static org.awaitility.Awaitility.await;

import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.simulation.zookeeper.ZnodeEvent;
import dev.mesos.coordination.testing.CuttingProxy;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.ZooDefs.Ids;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/** A session of ZooKeeper's own client, with a cable of its own to each server. */
final class RealClient {

  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(1);

  private final History history;
  private final List<Integer> servers;
  private final List<CuttingProxy> cables;
  private final ZooKeeper zooKeeper;
  private final AtomicInteger open = new AtomicInteger();
  private final AtomicLong connections = new AtomicLong();
  private volatile boolean connected;
  private volatile boolean expired;

  RealClient(List<String> addresses, List<Integer> servers, Duration timeout, History history)
      throws IOException {
    this.history = history;
    this.servers = servers;
    this.cables = addresses.stream().map(CuttingProxy::new).toList();
    CompletableFuture<ZooKeeper> self = new CompletableFuture<>();
    this.zooKeeper =
        new ZooKeeper(
            cables.stream().map(CuttingProxy::connectString).collect(Collectors.joining(",")),
            Math.toIntExact(timeout.toMillis()),
            event -> happened(event, self.join()));
    self.complete(zooKeeper);
  }

  private void happened(WatchedEvent event, ZooKeeper self) {
    switch (event.getType()) {
      case None -> {
        switch (event.getState()) {
          case SyncConnected -> {
            history.connected(self.getSessionTimeout());
            connected = true;
            connections.incrementAndGet();
          }
          case Disconnected -> {
            connected = false;
            history.disconnected();
          }
          case Expired -> {
            history.expired();
            expired = true;
          }
          default -> {
            // the end of our own session
          }
        }
      }
      case NodeCreated -> history.changed(ZnodeEvent.CREATED, event.getPath());
      case NodeDeleted -> history.changed(ZnodeEvent.DELETED, event.getPath());
      case NodeDataChanged -> history.changed(ZnodeEvent.CHANGED, event.getPath());
      case NodeChildrenChanged -> history.changed(ZnodeEvent.CHILDREN, event.getPath());
      default -> throw new IllegalStateException("nobody removes watches: " + event);
    }
  }

  boolean connected() {
    return connected;
  }

  boolean expired() {
    return expired;
  }

  /** How many connections there were. */
  long connections() {
    return connections.get();
  }

  long session() {
    return zooKeeper.getSessionId();
  }

  /** The one server it connects to. */
  int server() {
    return servers.getFirst();
  }

  void ask(Operation operation) {
    open.incrementAndGet();
    switch (operation) {
      case Operation.Create create ->
          zooKeeper.create(
              create.path(),
              create.data(),
              Ids.OPEN_ACL_UNSAFE,
              mode(create),
              (AsyncCallback.StringCallback) (rc, path, ctx, name) -> answered(operation, rc, name),
              null);
      case Operation.Delete(String path, int version) ->
          zooKeeper.delete(path, version, (rc, p, ctx) -> answered(operation, rc, null), null);
      case Operation.SetData(String path, byte[] data, int version) ->
          zooKeeper.setData(
              path, data, version, (rc, p, ctx, stat) -> answered(operation, rc, null), null);
      case Operation.Check check ->
          zooKeeper.multi(
              List.of(op(check)), (rc, p, ctx, results) -> answered(operation, rc, null), null);
      case Operation.Multi(List<Operation.Write> parts) ->
          zooKeeper.multi(
              parts.stream().map(RealClient::op).toList(),
              (rc, p, ctx, results) -> answered(operation, rc, refused(results)),
              null);
      case Operation.GetAll(List<String> paths) ->
          zooKeeper.multi(
              paths.stream().map(Op::getData).toList(),
              // the code repeats that of a part, although it is an answer
              (rc, p, ctx, results) ->
                  answered(operation, results == null ? rc : 0, found(results)),
              null);
      case Operation.Exists(String path, boolean watch) ->
          zooKeeper.exists(
              path, watch, (rc, p, ctx, stat) -> answered(operation, rc, znode(stat)), null);
      case Operation.GetData(String path, boolean watch) ->
          zooKeeper.getData(
              path, watch, (rc, p, ctx, data, stat) -> answered(operation, rc, znode(stat)), null);
      case Operation.GetChildren(String path, boolean watch) ->
          zooKeeper.getChildren(
              path,
              watch,
              (AsyncCallback.ChildrenCallback)
                  (rc, p, ctx, children) ->
                      answered(operation, rc, children == null ? null : History.children(children)),
              null);
      case Operation.Sync() ->
          zooKeeper.sync("/", (rc, p, ctx) -> answered(operation, rc, null), null);
      default -> throw new IllegalArgumentException("no client asks for " + operation);
    }
  }

  private static CreateMode mode(Operation.Create create) {
    if (create.ephemeral()) {
      return create.sequential() ? CreateMode.EPHEMERAL_SEQUENTIAL : CreateMode.EPHEMERAL;
    }
    return create.sequential() ? CreateMode.PERSISTENT_SEQUENTIAL : CreateMode.PERSISTENT;
  }

  private static Op op(Operation.Write part) {
    return switch (part) {
      case Operation.Create create ->
          Op.create(create.path(), create.data(), Ids.OPEN_ACL_UNSAFE, mode(create));
      case Operation.Delete(String path, int version) -> Op.delete(path, version);
      case Operation.SetData(String path, byte[] data, int version) ->
          Op.setData(path, data, version);
      case Operation.Check(String path, int version) -> Op.check(path, version);
      default -> throw new IllegalArgumentException("no part of a multi: " + part);
    };
  }

  private @Nullable String znode(@Nullable Stat stat) {
    return stat == null
        ? null
        : History.znode(stat.getEphemeralOwner(), zooKeeper.getSessionId(), stat.getVersion());
  }

  /** Those before the refused one are marked as good. */
  private static @Nullable String refused(@Nullable List<OpResult> results) {
    for (int i = 0; results != null && i < results.size(); i++) {
      if (results.get(i) instanceof OpResult.ErrorResult error
          && error.getErr() != Code.OK.intValue()) {
        return History.refused(i);
      }
    }
    return null;
  }

  private @Nullable String found(@Nullable List<OpResult> results) {
    return results == null ? null : History.children(results.stream().map(this::found).toList());
  }

  private String found(OpResult result) {
    return switch (result) {
      case OpResult.GetDataResult found -> String.valueOf(znode(found.getStat()));
      case OpResult.ErrorResult error -> Code.get(error.getErr()).toString();
      default -> result.toString();
    };
  }

  private void answered(Operation operation, int rc, @Nullable String detail) {
    history.answered(operation, Code.get(rc), detail);
    open.decrementAndGet();
  }

  void awaitAnswers() {
    await("answers").atMost(PATIENCE).pollInterval(POLL).until(() -> open.get() == 0);
  }

  /** Events of what is committed so far come before the answer to a sync. */
  void settle() {
    Code code = Code.CONNECTIONLOSS;
    while (code == Code.CONNECTIONLOSS) {
      CompletableFuture<Code> answer = new CompletableFuture<>();
      zooKeeper.sync("/", (rc, path, ctx) -> answer.complete(Code.get(rc)), null);
      code = answer.orTimeout(PATIENCE.toSeconds(), TimeUnit.SECONDS).join();
    }
  }

  void dropAnswers() {
    cables.forEach(CuttingProxy::dropAnswers);
  }

  void cut() {
    cables.forEach(CuttingProxy::cut);
  }

  void refuse() {
    cables.forEach(CuttingProxy::refuse);
  }

  void heal() {
    cables.forEach(CuttingProxy::heal);
  }

  void close() {
    try {
      zooKeeper.close();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    cables.forEach(CuttingProxy::close);
  }
}
