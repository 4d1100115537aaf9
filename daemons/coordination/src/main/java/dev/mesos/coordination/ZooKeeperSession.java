package dev.mesos.coordination;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/**
 * One ZooKeeper session, from opening to end, and the few requests that an election makes.
 *
 * <p>It stands on ZooKeeper's own client and not on a {@code CuratorFramework}, which replaces an
 * expired session by a new one and repeats requests by itself: here no request may slip onto the
 * successor of a session, and no create may be repeated without a look.
 *
 * <p>The client resolves the servers' names anew at each connection attempt. Answers and events
 * come on the given executor, in order.
 */
final class ZooKeeperSession {

  /** What happens to the session and to the path. */
  interface Listener {
    /** Told when the attempt began, by the clock given. */
    void connected(long sentAt);

    void disconnected();

    void expired();

    /** Children have come or gone, or the path itself. */
    void changed();

    /** A child that was read is gone; told before {@link #changed}. */
    void childGone(String child);

    /** A child that was read has another content, or is another one of that name. */
    void childChanged(String child);
  }

  /** An answer, or why there is none. */
  interface Answer<T> {
    void ok(T value);

    void failed(Failure failure, String detail);
  }

  /** A child with its content and what ZooKeeper knows of it. */
  record Content(byte[] data, Stat stat) {}

  /** A znode that the session owns. */
  record OwnedZnode(String name, Stat stat) {}

  private final String path;
  private final List<ACL> acl;
  private final Executor executor;
  private final Listener listener;
  private final Watcher pathWatcher;
  private final Watcher childWatcher;
  private final Servers servers;
  private final ZooKeeper zooKeeper;

  /**
   * Starts to connect.
   *
   * @throws IOException if the client cannot be made at all
   */
  ZooKeeperSession(
      ZooKeeperUrl url,
      int timeoutMs,
      LongSupplier clock,
      Executor executor,
      Listener listener,
      ElectionLog log)
      throws IOException {
    this.path = url.path();
    this.acl = Acls.of(url);
    this.executor = executor;
    this.listener = listener;
    this.pathWatcher = this::pathEvent;
    this.childWatcher = this::childEvent;
    this.servers = new Servers(url.connectString(), clock, log::server);
    this.zooKeeper =
        new ZooKeeper(
            url.connectString(),
            timeoutMs,
            this::sessionEvent,
            false,
            servers,
            ClientConfig.make());
    url.credentials().ifPresent(c -> zooKeeper.addAuthInfo("digest", c.digest()));
  }

  long id() {
    return zooKeeper.getSessionId();
  }

  /** The secret by which the session may be entered again. */
  byte[] password() {
    return zooKeeper.getSessionPasswd();
  }

  /** The requested timeout, and once connected the negotiated one. */
  int timeoutMs() {
    return zooKeeper.getSessionTimeout();
  }

  private void sessionEvent(WatchedEvent event) {
    if (event.getType() == Watcher.Event.EventType.None) {
      switch (event.getState()) {
        case SyncConnected -> {
          long sentAt = servers.acceptedAttempt();
          executor.execute(() -> listener.connected(sentAt));
        }
        case Disconnected -> executor.execute(listener::disconnected);
        // A session whose credentials ZooKeeper does not even parse is over as well.
        case Expired, AuthFailed, Closed -> executor.execute(listener::expired);
        default -> {} // read-only and SASL: not asked for
      }
    }
  }

  private void pathEvent(WatchedEvent event) {
    if (event.getType() != Watcher.Event.EventType.None) {
      executor.execute(listener::changed);
    }
  }

  private void childEvent(WatchedEvent event) {
    switch (event.getType()) {
      case NodeDeleted -> {
        String child = child(event.getPath());
        executor.execute(() -> listener.childGone(child));
      }
      case NodeDataChanged -> {
        String child = child(event.getPath());
        executor.execute(() -> listener.childChanged(child));
      }
      default -> {
        // The connection's, which the session's watcher hears of too.
      }
    }
  }

  private String child(String znode) {
    return znode.substring(path.length() + 1);
  }

  /** Leaves the server for another one, and takes the session along. */
  void changeServer() throws IOException {
    zooKeeper.updateServerList(servers.connectString());
  }

  /** Waits until the server knows all that the ensemble's leader knew when it was asked. */
  void sync(Answer<String> answer) {
    zooKeeper.sync(path, (rc, p, ctx) -> reply(answer, rc, "sync", path, path), null);
  }

  /** Has a quorum agree that the path is there, or is not, or is not for us. */
  void catchUp(Answer<String> answer) {
    zooKeeper.multi(
        List.of(Op.check(path, -1)),
        (rc, p, ctx, results) -> {
          boolean lost = Failure.isLoss(Code.get(rc));
          reply(answer, lost ? rc : Code.OK.intValue(), "check", path, path);
        },
        null);
  }

  /** The children of the path; watches them if wanted, and in any case the path's creation. */
  void list(boolean watch, Answer<List<String>> answer) {
    zooKeeper.getChildren(
        path,
        watch ? pathWatcher : null,
        (AsyncCallback.ChildrenCallback)
            (rc, p, ctx, children) -> {
              if (Code.get(rc) == Code.NONODE) {
                awaitPath(answer);
              } else {
                reply(answer, rc, "list", path, children);
              }
            },
        null);
  }

  private void awaitPath(Answer<List<String>> answer) {
    zooKeeper.exists(
        path,
        pathWatcher,
        (rc, p, ctx, stat) -> {
          reply(
              answer,
              Code.get(rc) == Code.OK ? Code.NONODE.intValue() : rc,
              "list",
              path,
              List.of());
          if (Code.get(rc) == Code.OK) {
            executor.execute(listener::changed);
          }
        },
        null);
  }

  /** What a child holds; watches it. */
  void read(String child, Answer<Content> answer) {
    String znode = path + "/" + child;
    zooKeeper.getData(
        znode,
        childWatcher,
        (rc, p, ctx, data, stat) ->
            reply(
                answer,
                rc,
                "read",
                znode,
                new Content(data == null ? new byte[0] : data, stat == null ? new Stat() : stat)),
        null);
  }

  /** Creates the path and its parents, as every component of Mesos does. */
  void createPath(Answer<String> answer) {
    createFrom(1, answer);
  }

  private void createFrom(int start, Answer<String> answer) {
    int slash = path.indexOf('/', start);
    String znode = slash < 0 ? path : path.substring(0, slash);
    zooKeeper.create(
        znode,
        new byte[0],
        acl,
        CreateMode.PERSISTENT,
        (AsyncCallback.StringCallback)
            (rc, p, ctx, name) -> {
              boolean there = Code.get(rc) == Code.OK || Code.get(rc) == Code.NODEEXISTS;
              // A parent that we may not create may be there all the same: the child will tell.
              boolean perhaps = Code.get(rc) == Code.NOAUTH;
              if (slash >= 0 && (there || perhaps)) {
                createFrom(slash + 1, answer);
              } else {
                reply(answer, there ? Code.OK.intValue() : rc, "create", znode, znode);
              }
            },
        null);
  }

  /** Creates an ephemeral sequential child, complete with its content. */
  void createCandidate(byte[] content, Answer<OwnedZnode> answer) {
    String prefix = path + "/" + MemberName.PREFIX;
    zooKeeper.create(
        prefix,
        content,
        acl,
        CreateMode.EPHEMERAL_SEQUENTIAL,
        (AsyncCallback.Create2Callback)
            (rc, p, ctx, name, stat) ->
                reply(
                    answer,
                    rc,
                    "create a candidate below",
                    path,
                    new OwnedZnode(
                        name == null ? "" : child(name), stat == null ? new Stat() : stat)),
        null);
  }

  /**
   * The candidates that this session owns, as they are after a create that was sent before,
   * whatever way it took. A quorum write goes first: it is carried out behind that create, so its
   * answer comes from a server that knows what became of it. A {@code sync} would not do:
   * ZooKeeper's leader answers those of its own clients at once, before what it has proposed is
   * agreed on.
   */
  void findOwned(Answer<List<OwnedZnode>> answer) {
    zooKeeper.multi(
        List.of(Op.check(path, -1)),
        (rc, p, ctx, results) -> {
          if (Code.get(rc) == Code.OK) {
            zooKeeper.getChildren(
                path,
                false,
                (AsyncCallback.ChildrenCallback)
                    (rc2, p2, ctx2, children) -> {
                      if (Code.get(rc2) == Code.OK) {
                        findAmong(children, answer);
                      } else {
                        reply(answer, rc2, "list", path, List.of());
                      }
                    },
                null);
          } else {
            reply(answer, rc, "check", path, List.of());
          }
        },
        null);
  }

  private void findAmong(List<String> children, Answer<List<OwnedZnode>> answer) {
    List<String> names =
        children.stream().filter(child -> child.startsWith(MemberName.PREFIX)).toList();
    if (names.isEmpty()) {
      reply(answer, Code.OK.intValue(), "list", path, List.of());
    }
    // Answers come one after the other, on the client's event thread.
    List<OwnedZnode> owned = new ArrayList<>();
    AtomicInteger open = new AtomicInteger(names.size());
    AtomicInteger failure = new AtomicInteger(Code.OK.intValue());
    for (String name : names) {
      zooKeeper.exists(
          path + "/" + name,
          false,
          (rc, p, ctx, stat) -> {
            if (Code.get(rc) == Code.OK && stat.getEphemeralOwner() == id()) {
              owned.add(new OwnedZnode(name, stat));
            } else if (Code.get(rc) != Code.OK && Code.get(rc) != Code.NONODE) {
              failure.set(rc);
            }
            if (open.decrementAndGet() == 0) {
              reply(
                  answer, failure.get(), "look for our candidate below", path, List.copyOf(owned));
            }
          },
          null);
    }
  }

  /** A quorum write that changes nothing, and succeeds only while the child exists. */
  void prove(String child, Answer<String> answer) {
    String znode = path + "/" + child;
    zooKeeper.multi(
        List.of(Op.check(znode, -1)),
        (rc, p, ctx, results) -> reply(answer, rc, "check", znode, child),
        null);
  }

  /** Removes a child; nobody waits for the answer. */
  void delete(String child) {
    zooKeeper.delete(path + "/" + child, -1, (rc, p, ctx) -> {}, null);
  }

  /**
   * Ends the session: on a thread of its own, since the client waits for a server's answer.
   *
   * @return completes when that has come, or the connection is given up
   */
  CompletableFuture<Void> close() {
    CompletableFuture<Void> closed = new CompletableFuture<>();
    Thread.ofVirtual()
        .name("zookeeper-close")
        .start(() -> {
          try {
            zooKeeper.close();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          } finally {
            closed.complete(null);
          }
        });
    return closed;
  }

  private <T> void reply(Answer<T> answer, int rc, String what, String znode, T value) {
    Code code = Code.get(rc);
    executor.execute(() -> {
      if (code == Code.OK) {
        answer.ok(value);
      } else {
        answer.failed(Failure.of(code), explain(code, what, znode));
      }
    });
  }

  private static String explain(Code code, String what, String znode) {
    String remedy =
        switch (Failure.of(code)) {
          case DENIED -> "give the URL credentials that the znode's ACL allows, or mend the ACL";
          case MISSING -> "create it";
          default -> "see the log of ZooKeeper";
        };
    return "cannot " + what + " " + znode + ": " + code + "; " + remedy;
  }

  /** Takes a failure and its description. */
  @FunctionalInterface
  interface FailureConsumer {
    void accept(Failure failure, String detail);
  }
}
