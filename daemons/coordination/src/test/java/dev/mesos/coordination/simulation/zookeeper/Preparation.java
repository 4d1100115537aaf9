package dev.mesos.coordination.simulation.zookeeper;

import dev.mesos.coordination.simulation.zookeeper.Transaction.Change;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/**
 * Works out what a write comes to on the tree as it will be when all that was proposed before is
 * applied. Changes nothing itself; the parts of a multi see what those before them do.
 *
 * <p>As {@code PrepRequestProcessor} does.
 */
final class Preparation {

  private static final int GONE = -1;

  private final DataTree tree;
  private final long session;
  private final long createdMs;
  private final Map<String, Integer> versions = new HashMap<>();

  /**
   * For one write.
   *
   * @param createdMs by the leader's wall clock
   */
  Preparation(DataTree tree, long session, long createdMs) {
    this.tree = tree;
    this.session = session;
    this.createdMs = createdMs;
  }

  Change of(Operation operation) {
    return switch (operation) {
      case Operation.Create create -> create(create);
      case Operation.Delete(String path, int version) -> delete(path, version);
      case Operation.SetData(String path, byte[] data, int wanted) -> {
        Code code = check(path, wanted);
        if (code == Code.OK) {
          versions.put(path, version(path) + 1);
        }
        yield code == Code.OK ? new Change.DataSet(path, data) : new Change.Failed(code);
      }
      case Operation.Check(String path, int version) -> {
        Code code = check(path, version);
        yield code == Code.OK ? new Change.Checked() : new Change.Failed(code);
      }
      case Operation.Multi(var parts) -> multi(parts);
      default -> throw new IllegalStateException("changes nothing: " + operation);
    };
  }

  private Change multi(List<Operation.Write> parts) {
    List<Change> changes = new ArrayList<>();
    for (Operation.Write part : parts) {
      Change change = of(part);
      if (change instanceof Change.Failed(Code code, int inner)) {
        return new Change.Failed(code, changes.size());
      }
      changes.add(change);
    }
    return new Change.Multi(changes);
  }

  /** The version of a znode, or {@link #GONE}. */
  private int version(String path) {
    Integer changed = versions.get(path);
    if (changed != null) {
      return changed;
    }
    Znode znode = tree.get(path);
    return znode == null ? GONE : znode.version();
  }

  private Code check(String path, int wanted) {
    int version = version(path);
    if (version == GONE) {
      return Code.NONODE;
    }
    return wanted == Operation.ANY || wanted == version ? Code.OK : Code.BADVERSION;
  }

  private Change delete(String path, int version) {
    Code code = check(path, version);
    if (code != Code.OK) {
      return new Change.Failed(code);
    }
    if (hasChildren(path)) {
      return new Change.Failed(Code.NOTEMPTY);
    }
    versions.put(path, GONE);
    return new Change.Deleted(path);
  }

  private boolean hasChildren(String path) {
    return tree.children(path).stream().anyMatch(child -> version(path + "/" + child) != GONE)
        || versions.entrySet().stream()
            .anyMatch(e -> e.getValue() != GONE && DataTree.parent(e.getKey()).equals(path));
  }

  private Change create(Operation.Create create) {
    String above = DataTree.parent(create.path());
    if (version(above) == GONE) {
      return new Change.Failed(Code.NONODE);
    }
    @Nullable Znode parent = tree.get(above);
    String path = create.path();
    if (create.sequential()) {
      String digits = Integer.toString(parent == null ? 0 : parent.created());
      path = path + "0000000000".substring(digits.length()) + digits;
    }
    if (version(path) != GONE) {
      return new Change.Failed(Code.NODEEXISTS);
    }
    if (parent != null && parent.owner() != 0) {
      return new Change.Failed(Code.NOCHILDRENFOREPHEMERALS);
    }
    versions.put(path, 0);
    return new Change.Created(path, create.data(), create.ephemeral() ? session : 0, createdMs);
  }
}
