package dev.mesos.coordination.testing;

import dev.mesos.coordination.ZooKeeperUrl;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.apache.zookeeper.CreateMode;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.Watcher.Event.KeeperState;
import org.apache.zookeeper.ZooDefs;
import org.apache.zookeeper.ZooKeeper;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;

/**
 * A plain client, for what people do by hand. Names are relative to the cluster's path, which is
 * "".
 */
public final class Hand implements AutoCloseable {

  private final ZooKeeperUrl url;
  private final ZooKeeper zooKeeper;

  /** Connects, with the URL's credentials. */
  public Hand(ZooKeeperUrl url) {
    this.url = url;
    CountDownLatch connected = new CountDownLatch(1);
    try {
      zooKeeper =
          new ZooKeeper(
              url.connectString(),
              30_000,
              event -> {
                if (event.getState() == KeeperState.SyncConnected) {
                  connected.countDown();
                }
              });
      url.credentials().ifPresent(c -> zooKeeper.addAuthInfo("digest", c.digest()));
      connected.await();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** A candidate as a master of ours makes it. */
  public record Made(String znode, long epoch) {}

  /** Creates the cluster's path, open to all. */
  public void createPath() {
    call(() -> zooKeeper.create(url.path(), new byte[0], open(), CreateMode.PERSISTENT));
  }

  /** Creates a candidate, which goes with this client. */
  public Made candidate() {
    String prefix = url.path() + "/json.info_";
    Stat stat = new Stat();
    String made =
        call(() ->
            zooKeeper.create(prefix, new byte[0], open(), CreateMode.EPHEMERAL_SEQUENTIAL, stat));
    return new Made(made.substring(url.path().length() + 1), stat.getCzxid());
  }

  /** The session that the candidates live and die with. */
  public long sessionId() {
    return zooKeeper.getSessionId();
  }

  /** Creates a znode that stays, open to all. */
  public void create(String znode, byte[] data) {
    call(() -> zooKeeper.create(full(znode), data, open(), CreateMode.PERSISTENT));
  }

  /** What a znode holds. */
  public byte[] read(String znode) {
    return call(() -> zooKeeper.getData(full(znode), false, null));
  }

  /** How often it was changed since its creation. */
  public int version(String znode) {
    return call(() -> zooKeeper.exists(full(znode), false)).getVersion();
  }

  /** Replaces what a znode holds. */
  public void set(String znode, byte[] data) {
    call(() -> zooKeeper.setData(full(znode), data, -1));
  }

  /** Deletes a znode. */
  public void delete(String znode) {
    call(() -> {
      zooKeeper.delete(full(znode), -1);
      return true;
    });
  }

  /** The names of its children. */
  public List<String> children(String znode) {
    return call(() -> zooKeeper.getChildren(full(znode), false));
  }

  /** From now on only this client's credentials may change the path; everybody may look. */
  public void closePath() {
    List<ACL> readable = new ArrayList<>(ZooDefs.Ids.READ_ACL_UNSAFE);
    readable.addAll(ZooDefs.Ids.CREATOR_ALL_ACL);
    call(() -> zooKeeper.setACL(url.path(), readable, -1));
  }

  /** From now on everybody may do everything with the path. */
  public void openPath() {
    call(() -> zooKeeper.setACL(url.path(), open(), -1));
  }

  /** Who may do what with it. */
  public List<ACL> acl(String znode) {
    return call(() -> zooKeeper.getACL(full(znode), new Stat()));
  }

  /** The ids that may do something with it, as {@code user:digest}. */
  public List<String> owners(String znode) {
    return acl(znode).stream().map(acl -> acl.getId().getId()).toList();
  }

  private static List<ACL> open() {
    return ZooDefs.Ids.OPEN_ACL_UNSAFE;
  }

  private String full(String znode) {
    return znode.isEmpty() ? url.path() : url.path() + "/" + znode;
  }

  private interface Call<T> {
    T on() throws KeeperException, InterruptedException;
  }

  private static <T> T call(Call<T> call) {
    try {
      return call.on();
    } catch (KeeperException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    call(() -> {
      zooKeeper.close();
      return true;
    });
  }
}
