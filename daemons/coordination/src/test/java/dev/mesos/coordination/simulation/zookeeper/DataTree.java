package dev.mesos.coordination.simulation.zookeeper;

import dev.mesos.coordination.simulation.zookeeper.Transaction.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What one server knows: the znodes and the sessions, as of the last transaction it applied. */
public final class DataTree {

  /** Hears of each change, in order. */
  interface Observer {
    void created(String path, String parent);

    void deleted(String path, String parent);

    void changed(String path);
  }

  static final Observer NOBODY =
      new Observer() {
        @Override
        public void created(String path, String parent) {}

        @Override
        public void deleted(String path, String parent) {}

        @Override
        public void changed(String path) {}
      };

  private final Map<String, Znode> znodes = new HashMap<>();
  private final Map<Long, Long> sessions = new LinkedHashMap<>();
  private final Map<Long, Set<String>> ephemerals = new HashMap<>();
  private long lastZxid;

  DataTree() {
    znodes.put("", new Znode(new byte[0], 0, 0, 0));
  }

  /** The znode at a path. */
  public @Nullable Znode get(String path) {
    return znodes.get(path);
  }

  /** The names of a znode's children; empty if it is not there. */
  public List<String> children(String path) {
    Znode znode = znodes.get(path);
    return znode == null ? List.of() : new ArrayList<>(znode.children.keySet());
  }

  /** All sessions with their timeouts in nanoseconds. */
  public Map<Long, Long> sessions() {
    return sessions;
  }

  /** The last transaction applied. */
  public long lastZxid() {
    return lastZxid;
  }

  Set<String> ephemeralsOf(long session) {
    return ephemerals.getOrDefault(session, Set.of());
  }

  static String parent(String path) {
    return path.substring(0, path.lastIndexOf('/'));
  }

  private static String name(String path) {
    return path.substring(path.lastIndexOf('/') + 1);
  }

  void apply(Transaction transaction, Observer observer) {
    lastZxid = transaction.zxid();
    apply(transaction.session(), transaction.change(), observer);
  }

  private void apply(long session, Change change, Observer observer) {
    long zxid = lastZxid;
    switch (change) {
      case Change.SessionCreated(long timeout) -> sessions.put(session, timeout);
      case Change.SessionClosed(String[] paths) -> {
        sessions.remove(session);
        for (String path : paths) {
          delete(path, zxid, observer);
        }
        ephemerals.remove(session);
      }
      case Change.Created created -> create(created, zxid, observer);
      case Change.Deleted(String path) -> delete(path, zxid, observer);
      case Change.DataSet(String path, byte[] data) -> set(path, data, zxid, observer);
      case Change.Multi(var parts) -> parts.forEach(part -> apply(session, part, observer));
      case Change.Checked checked -> {
        // only the zxid moves on
      }
      case Change.Failed failed -> {
        // only the zxid moves on
      }
    }
  }

  private void set(String path, byte[] data, long zxid, Observer observer) {
    Znode znode = znodes.get(path);
    if (znode == null) {
      throw new IllegalStateException(path + " is not there");
    }
    Znode next = znode.with(data, zxid);
    znodes.put(path, next);
    Znode above = znodes.get(parent(path));
    if (above != null) {
      above.children.put(name(path), next);
    }
    observer.changed(path);
  }

  private void create(Change.Created created, long zxid, Observer observer) {
    Znode znode = new Znode(created.data(), zxid, created.owner(), created.createdMs());
    znodes.put(created.path(), znode);
    String parent = parent(created.path());
    Znode above = znodes.get(parent);
    if (above == null) {
      throw new IllegalStateException(created.path() + " has no parent");
    }
    above.childCreated(name(created.path()), znode, zxid);
    if (created.owner() != 0) {
      ephemerals.computeIfAbsent(created.owner(), owner -> new TreeSet<>()).add(created.path());
    }
    observer.created(created.path(), parent);
  }

  private void delete(String path, long zxid, Observer observer) {
    Znode gone = znodes.remove(path);
    if (gone == null) {
      return;
    }
    String parent = parent(path);
    Znode above = znodes.get(parent);
    if (above != null) {
      above.childDeleted(name(path), zxid);
    }
    if (gone.owner() != 0) {
      Set<String> owned = ephemerals.get(gone.owner());
      if (owned != null) {
        owned.remove(path);
      }
    }
    observer.deleted(path, parent);
  }
}
