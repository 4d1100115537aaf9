package dev.mesos.coordination;

import dev.mesos.coordination.ZnodeAnswer.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.zookeeper.AsyncCallback;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException.Code;
import org.apache.zookeeper.Op;
import org.apache.zookeeper.OpResult;
import org.apache.zookeeper.WatchedEvent;
import org.apache.zookeeper.Watcher;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.client.ZKClientConfig;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.jspecify.annotations.Nullable;

/**
 * The znodes below a cluster's path, for those who keep something there: read and written without
 * waiting, over a session of its own.
 *
 * <ul>
 *   <li>ZooKeeper carries out the requests of one connection in the order in which they were made,
 *       and a read sees every write that was answered before on the same session.
 *   <li>Each request is answered once. Nothing is repeated: {@link Failure#UNKNOWN} leaves it to
 *       the caller to look.
 *   <li>A session that expires is replaced by a new one.
 *   <li>What is created is its creator's alone where the URL has credentials, else anyone's.
 * </ul>
 *
 * <p>Names are relative to the path, as {@code registry/slaves}. Thread-safe. Answers and events
 * come on the given executor, in order if that keeps order.
 */
public final class ClusterZnodes implements AutoCloseable {

  /** Hears of the connection. */
  public interface Listener {

    /** A server answers, for the first time or again, on the same session or a new one. */
    void connected();

    /** No server answers. */
    void disconnected();
  }

  private static final Duration REOPEN_AFTER = Duration.ofSeconds(1);

  private final ZooKeeperUrl url;
  private final int timeoutMs;
  private final List<ACL> acl;
  private final Executor executor;
  private final Listener listener;
  private final ZKClientConfig config = ClientConfig.make();

  private @Nullable ZooKeeper session;
  private boolean closed;

  private ClusterZnodes(ZooKeeperUrl url, Duration timeout, Executor executor, Listener listener) {
    this.url = url;
    this.timeoutMs = Math.toIntExact(timeout.toMillis());
    this.acl = Acls.ownerOnly(url);
    this.executor = executor;
    this.listener = listener;
  }

  /**
   * Starts to connect.
   *
   * @param timeout of the session, to ask ZooKeeper for
   * @param executor should run one task at a time, in the order given
   * @throws UncheckedIOException if a client cannot be made at all
   */
  public static ClusterZnodes open(
      ZooKeeperUrl url, Duration timeout, Executor executor, Listener listener) {
    ClusterZnodes znodes = new ClusterZnodes(url, timeout, executor, listener);
    znodes.reopen();
    return znodes;
  }

  /**
   * Reads znodes, in one request: each is answered for itself, in their order.
   *
   * <p>All that they hold must fit into 4 MB, or else the connection breaks. ZooKeeper before 3.6
   * reads only one at a time, and answers {@link Failure#OTHER} to more.
   */
  public void read(List<String> znodes, Consumer<List<ZnodeAnswer<Znode>>> answers) {
    if (znodes.size() == 1) {
      readOne(znodes.getFirst(), answers);
      return;
    }
    session()
        .multi(
            znodes.stream().map(znode -> Op.getData(full(znode))).toList(),
            (rc, path, context, results) -> {
              List<ZnodeAnswer<Znode>> all = new ArrayList<>();
              for (int i = 0; i < znodes.size(); i++) {
                String what = "read " + full(znodes.get(i));
                all.add(
                    results == null
                        ? failed(Code.get(rc), -1, what)
                        : switch (results.get(i)) {
                          case OpResult.GetDataResult found ->
                              znode(found.getData(), found.getStat());
                          case OpResult.ErrorResult error ->
                              failed(Code.get(error.getErr()), -1, what);
                          default -> failed(Code.MARSHALLINGERROR, -1, what);
                        });
              }
              executor.execute(() -> answers.accept(all));
            },
            null);
  }

  private void readOne(String znode, Consumer<List<ZnodeAnswer<Znode>>> answers) {
    session()
        .getData(
            full(znode),
            false,
            (rc, path, context, data, stat) -> {
              Code code = Code.get(rc);
              ZnodeAnswer<Znode> answer =
                  code == Code.OK ? znode(data, stat) : failed(code, -1, "read " + path);
              executor.execute(() -> answers.accept(List.of(answer)));
            },
            null);
  }

  private static ZnodeAnswer<Znode> znode(byte @Nullable [] data, Stat stat) {
    return new ZnodeAnswer.Ok<>(
        new Znode(data == null ? new byte[0] : data, stat.getVersion(), stat.getCtime()));
  }

  /** The names of a znode's children, in no order. */
  public void children(String znode, Consumer<ZnodeAnswer<List<String>>> answer) {
    session()
        .getChildren(
            full(znode),
            false,
            (AsyncCallback.ChildrenCallback)
                (rc, path, context, children) ->
                    answer(answer, rc, "list " + path, () -> List.copyOf(children)),
            null);
  }

  /** What is read after the answer is as new as this call, whichever server we are connected to. */
  public void sync(Consumer<ZnodeAnswer<String>> answer) {
    session()
        .sync(
            url.path(),
            (rc, path, context) -> answer(answer, rc, "sync " + path, () -> path),
            null);
  }

  /**
   * Makes all the changes, or none: none if one of them fails, and then says which.
   *
   * @param answer is given the changes back
   */
  public void write(List<ZnodeChange> changes, Consumer<ZnodeAnswer<List<ZnodeChange>>> answer) {
    session()
        .multi(
            changes.stream().map(this::op).toList(),
            (rc, path, context, results) -> {
              int refused = rc == Code.OK.intValue() ? -1 : refused(results);
              String what = refused < 0 ? url.path() : full(changes.get(refused).znode());
              answer(answer, rc, refused, "write " + what, () -> changes);
            },
            null);
  }

  /** Ends the session; requests without an answer are answered {@link Failure#UNKNOWN}. */
  @Override
  public void close() {
    ZooKeeper last;
    synchronized (this) {
      closed = true;
      last = session;
    }
    if (last != null) {
      end(last);
    }
  }

  private synchronized ZooKeeper session() {
    if (session == null) {
      throw new IllegalStateException("not opened");
    }
    return session;
  }

  private synchronized void reopen() {
    if (closed) {
      return;
    }
    try {
      SessionWatcher watcher = new SessionWatcher();
      ZooKeeper next = new ZooKeeper(url.connectString(), timeoutMs, watcher, false, config);
      url.credentials().ifPresent(c -> next.addAuthInfo("digest", c.digest()));
      session = next;
    } catch (IOException e) {
      throw new UncheckedIOException("cannot make a client for " + url, e);
    }
  }

  /** Hears of one session. */
  private final class SessionWatcher implements Watcher {

    @Override
    public void process(WatchedEvent event) {
      switch (event.getState()) {
        case SyncConnected -> executor.execute(listener::connected);
        case Disconnected -> executor.execute(listener::disconnected);
        case Expired -> {
          executor.execute(listener::disconnected);
          reopen();
        }
        case AuthFailed -> {
          // credentials that ZooKeeper does not even parse will not be better in a moment
          executor.execute(listener::disconnected);
          CompletableFuture.delayedExecutor(REOPEN_AFTER.toMillis(), TimeUnit.MILLISECONDS)
              .execute(ClusterZnodes.this::reopen);
        }
        default -> {
          // closed by us; read-only and SASL are not asked for
        }
      }
    }
  }

  /** On a thread of its own, since the client waits for a server's answer. */
  private static void end(ZooKeeper session) {
    Thread.ofVirtual()
        .name("znodes-close")
        .start(() -> {
          try {
            session.close();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
        });
  }

  private String full(String znode) {
    return url.path() + "/" + znode;
  }

  private Op op(ZnodeChange change) {
    String path = full(change.znode());
    return switch (change) {
      case ZnodeChange.Check check -> Op.check(path, check.version());
      case ZnodeChange.Create create -> Op.create(path, create.data(), acl, CreateMode.PERSISTENT);
      case ZnodeChange.Set set -> Op.setData(path, set.data(), set.version());
      case ZnodeChange.Delete delete -> Op.delete(path, delete.version());
    };
  }

  /** ZooKeeper marks those before the refused one as good, and those after it as not tried. */
  private static int refused(@Nullable List<OpResult> results) {
    if (results != null) {
      for (int i = 0; i < results.size(); i++) {
        if (results.get(i) instanceof OpResult.ErrorResult error
            && error.getErr() != Code.OK.intValue()) {
          return i;
        }
      }
    }
    return -1;
  }

  /** The value of an answer, taken only if there is one. */
  private interface Value<T> {
    T get();
  }

  private <T> void answer(Consumer<ZnodeAnswer<T>> to, int rc, String what, Value<T> value) {
    answer(to, rc, -1, what, value);
  }

  private <T> void answer(
      Consumer<ZnodeAnswer<T>> to, int rc, int change, String what, Value<T> value) {
    Code code = Code.get(rc);
    ZnodeAnswer<T> answer =
        code == Code.OK ? new ZnodeAnswer.Ok<>(value.get()) : failed(code, change, what);
    executor.execute(() -> to.accept(answer));
  }

  static <T> ZnodeAnswer<T> failed(Code code, int change, String what) {
    return new ZnodeAnswer.Failed<>(failure(code), change, explain(code, what));
  }

  private static Failure failure(Code code) {
    return switch (code) {
      case NONODE -> Failure.MISSING;
      case NODEEXISTS -> Failure.EXISTS;
      case BADVERSION -> Failure.CHANGED;
      case NOAUTH, AUTHFAILED, INVALIDACL -> Failure.DENIED;
      case CONNECTIONLOSS,
          OPERATIONTIMEOUT,
          REQUESTTIMEOUT,
          SESSIONMOVED,
          SESSIONEXPIRED,
          SESSIONCLOSEDREQUIRESASLAUTH ->
          Failure.UNKNOWN;
      default -> Failure.OTHER;
    };
  }

  private static String explain(Code code, String what) {
    String remedy =
        switch (failure(code)) {
          case DENIED -> "give the URL the credentials that own the znode, or mend its ACL";
          case UNKNOWN -> "see whether ZooKeeper can be reached and has a quorum";
          case MISSING, EXISTS, CHANGED -> "see who else writes there";
          case OTHER -> "see the log of ZooKeeper";
        };
    return "cannot " + what + ": " + code + "; " + remedy;
  }
}
