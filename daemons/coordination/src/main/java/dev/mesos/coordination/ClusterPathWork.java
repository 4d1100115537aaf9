package dev.mesos.coordination;

import dev.mesos.coordination.ClusterPath.Access;
import dev.mesos.coordination.ClusterPath.Outcome;
import dev.mesos.coordination.ClusterPath.Owner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.curator.framework.CuratorFramework;
import org.apache.zookeeper.KeeperException;
import org.apache.zookeeper.data.ACL;
import org.apache.zookeeper.data.Stat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call of {@link ClusterPath}, on a connection of its own.
 *
 * <p>Claims of two clusters that overlap are seen by at least one of them: each marks first, looks
 * again above and below afterwards, and takes its mark off if somebody else's is there.
 */
final class ClusterPathWork {

  private static final Logger LOG = LoggerFactory.getLogger(ClusterPath.class);

  /** More znodes than that below an unmarked path are not searched for marks. */
  private static final int MOST_SEARCHED = 10_000;

  private final CuratorFramework client;
  private final ZooKeeperUrl url;
  private final String path;
  private final long end;
  private final OwnerMark.Codec marks = new OwnerMark.Codec();

  /**
   * Work on a client that is connected.
   *
   * @param end when to give up, by {@link System#nanoTime()}
   */
  ClusterPathWork(CuratorFramework client, ZooKeeperUrl url, long end) {
    this.client = client;
    this.url = url;
    this.path = url.path();
    this.end = end;
  }

  Outcome ensure(Owner owner, Access access) throws Exception {
    Optional<Outcome> conflict = above(owner);
    if (conflict.isPresent()) {
      return conflict.get();
    }
    List<ACL> acl =
        access == Access.OPEN ? Acls.open() : Acls.owned(url.credentials().orElseThrow());
    if (create(owner, acl)) {
      LOG.info("path=created path={} owner={}", path, text(owner));
      return confirm(owner, () -> client.delete().forPath(path));
    }
    Stat stat = new Stat();
    byte[] data = client.getData().storingStatIn(stat).forPath(path);
    return switch (marks.read(data)) {
      case OwnerMark.Of(Owner other) when other.uid().equals(owner.uid()) -> {
        yield new Outcome.Ensured(mend(acl));
      }
      case OwnerMark.Of(Owner other) -> new Outcome.Foreign(path, text(other));
      case OwnerMark.Unknown() -> new Outcome.Foreign(path, "somebody whose mark is not readable");
      case OwnerMark.None() -> adopt(owner, acl, data, stat);
      case OwnerMark.Parent() -> adopt(owner, acl, data, stat);
    };
  }

  private boolean create(Owner owner, List<ACL> acl) throws Exception {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      create(path.substring(0, slash), marks.parent(), Acls.shared());
    }
    return create(path, marks.write(owner), acl);
  }

  private boolean create(String znode, byte[] data, List<ACL> acl) throws Exception {
    if (client.checkExists().forPath(znode) != null) {
      return false;
    }
    try {
      client.create().withACL(acl).forPath(znode, data);
      return true;
    } catch (KeeperException.NodeExistsException e) {
      return false;
    }
  }

  private Outcome adopt(Owner owner, List<ACL> acl, byte[] before, Stat stat) throws Exception {
    Optional<Outcome> conflict = below(owner);
    if (conflict.isPresent()) {
      return conflict.get();
    }
    try {
      client.setData().withVersion(stat.getVersion()).forPath(path, marks.write(owner));
    } catch (KeeperException.BadVersionException e) {
      return new Outcome.Unavailable(path + " is being claimed by somebody else: try again");
    }
    mend(acl);
    LOG.info("path=adopted path={} owner={}", path, text(owner));
    return confirm(owner, () -> client.setData().forPath(path, before));
  }

  private interface Undo {
    void run() throws Exception;
  }

  private Outcome confirm(Owner owner, Undo undo) throws Exception {
    Optional<Outcome> conflict = above(owner);
    if (conflict.isEmpty()) {
      conflict = below(owner);
    }
    if (conflict.isPresent()) {
      undo.run();
      LOG.info("path=given_back path={} owner={}", path, text(owner));
      return conflict.get();
    }
    return new Outcome.Ensured(true);
  }

  private boolean mend(List<ACL> wanted) throws Exception {
    List<ACL> found = client.getACL().forPath(path);
    if (found.size() == wanted.size() && found.containsAll(wanted)) {
      return false;
    }
    client.setACL().withACL(wanted).forPath(path);
    LOG.info("path=acl_set path={}", path);
    return true;
  }

  private Optional<Outcome> above(Owner owner) throws Exception {
    for (int slash = path.indexOf('/', 1); slash > 0; slash = path.indexOf('/', slash + 1)) {
      Optional<Outcome> foreign = foreign(path.substring(0, slash), owner);
      if (foreign.isPresent()) {
        return foreign;
      }
    }
    return Optional.empty();
  }

  private Optional<Outcome> below(Owner owner) throws Exception {
    for (String znode : subtree(MOST_SEARCHED)) {
      Optional<Outcome> foreign = znode.equals(path) ? Optional.empty() : foreign(znode, owner);
      if (foreign.isPresent()) {
        return foreign;
      }
    }
    return Optional.empty();
  }

  private Optional<Outcome> foreign(String znode, Owner owner) throws Exception {
    try {
      return marks.read(client.getData().forPath(znode)) instanceof OwnerMark.Of(Owner other)
              && !other.uid().equals(owner.uid())
          ? Optional.of(new Outcome.Foreign(znode, text(other)))
          : Optional.empty();
    } catch (KeeperException.NoNodeException | KeeperException.NoAuthException e) {
      // What we may not read we may not own either, but it carries no mark of ours: those are
      // public.
      return Optional.empty();
    }
  }

  /** The path and all below it, parents before children. */
  private List<String> subtree(int most) throws Exception {
    List<String> found = new ArrayList<>(List.of(path));
    for (int i = 0; i < found.size() && found.size() < most; i++) {
      String znode = found.get(i);
      try {
        client.getChildren().forPath(znode).forEach(child -> found.add(znode + "/" + child));
      } catch (KeeperException.NoNodeException | KeeperException.NoAuthException e) {
        LOG.debug("path={} not_listed={}", path, znode);
      }
    }
    return found;
  }

  Outcome release(Owner owner) throws Exception {
    Stat stat = new Stat();
    Optional<Outcome> notOurs = unlessOurs(owner, stat);
    if (notOurs.isPresent()) {
      return notOurs.get() instanceof Outcome.Deleted ? new Outcome.Released(false) : notOurs.get();
    }
    client.setData().withVersion(stat.getVersion()).forPath(path, new byte[0]);
    LOG.info("path=released path={} owner={}", path, text(owner));
    return new Outcome.Released(true);
  }

  Outcome delete(Owner owner) throws Exception {
    Optional<Outcome> notOurs = unlessOurs(owner, new Stat());
    if (notOurs.isPresent()) {
      if (notOurs.get() instanceof Outcome.Deleted) {
        // An earlier call may have come to its deadline here.
        removeParents();
      }
      return notOurs.get();
    }
    for (int round = 0; client.checkExists().forPath(path) != null; round++) {
      for (String znode : subtree(Integer.MAX_VALUE).reversed()) {
        if (end - System.nanoTime() <= 0) {
          return new Outcome.Unavailable(
              round == 0
                  ? "ZooKeeper at " + url + " was too slow to remove all of " + path
                  : path + " is still being written to: stop the masters");
        }
        remove(znode);
      }
    }
    LOG.info("path=deleted path={} owner={}", path, text(owner));
    removeParents();
    return new Outcome.Deleted(true);
  }

  Outcome removeCandidate(Candidate dead) throws Exception {
    String znode = path + "/" + dead.znode();
    // one connection keeps the order, so the look comes after the sync; Curator's own sync might
    // not
    client.getZookeeperClient().getZooKeeper().sync(path, (code, synced, context) -> {}, null);
    Stat found = client.checkExists().forPath(znode);
    if (found == null
        || found.getCzxid() != dead.epoch()
        || found.getEphemeralOwner() != dead.sessionId()) {
      return new Outcome.Deleted(false);
    }
    try {
      client.delete().forPath(znode);
    } catch (KeeperException.NoNodeException e) {
      return new Outcome.Deleted(false);
    }
    LOG.info(
        "candidate=removed znode={} epoch={} session=0x{} id={}",
        znode,
        dead.epoch(),
        Long.toHexString(dead.sessionId()),
        dead.info().id());
    return new Outcome.Deleted(true);
  }

  private boolean remove(String znode) throws Exception {
    try {
      client.delete().forPath(znode);
      return true;
    } catch (KeeperException.NoNodeException e) {
      return true;
    } catch (KeeperException.NotEmptyException e) {
      return false;
    }
  }

  private void removeParents() throws Exception {
    for (int slash = path.lastIndexOf('/'); slash > 0; slash = path.lastIndexOf('/', slash - 1)) {
      String parent = path.substring(0, slash);
      try {
        if (!(marks.read(client.getData().forPath(parent)) instanceof OwnerMark.Parent)
            || !remove(parent)) {
          return;
        }
      } catch (KeeperException.NoAuthException | KeeperException.NoNodeException e) {
        return;
      }
    }
  }

  private Optional<Outcome> unlessOurs(Owner owner, Stat stat) throws Exception {
    try {
      OwnerMark mark = marks.read(client.getData().storingStatIn(stat).forPath(path));
      return switch (mark) {
        case OwnerMark.Of(Owner other) when other.uid().equals(owner.uid()) -> Optional.empty();
        case OwnerMark.Of(Owner other) -> Optional.of(new Outcome.Foreign(path, text(other)));
        case OwnerMark.None() -> Optional.of(new Outcome.Foreign(path, "nobody"));
        case OwnerMark.Parent() -> Optional.of(new Outcome.Foreign(path, "nobody"));
        case OwnerMark.Unknown() ->
            Optional.of(new Outcome.Foreign(path, "somebody whose mark is not readable"));
      };
    } catch (KeeperException.NoNodeException e) {
      return Optional.of(new Outcome.Deleted(false));
    }
  }

  private static String text(Owner owner) {
    return owner.namespace() + "/" + owner.name() + " (" + owner.uid() + ")";
  }
}
