package dev.mesos.coordination.simulation.zookeeper;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import org.apache.zookeeper.KeeperException.Code;

/** The watches that a client has set, to set them again at the next server. */
final class ClientWatches {

  private static final String[] NONE = {};

  private final Set<String> data = new LinkedHashSet<>();
  private final Set<String> exist = new LinkedHashSet<>();
  private final Set<String> child = new LinkedHashSet<>();

  /** A request was answered: perhaps it has set one. */
  void asked(Operation operation, Code code) {
    if (operation instanceof Operation.GetChildren(String path, boolean watch)
        && watch
        && code == Code.OK) {
      child.add(path);
    } else if (operation instanceof Operation.GetData(String path, boolean watch)
        && watch
        && code == Code.OK) {
      data.add(path);
    } else if (operation instanceof Operation.Exists(String path, boolean watch) && watch) {
      if (code == Code.OK) {
        data.add(path);
      } else if (code == Code.NONODE) {
        exist.add(path);
      }
    }
  }

  /** Whether anybody waits for it; if so, not any more. */
  boolean fires(ZnodeEvent kind, String path) {
    return switch (kind) {
      case CHILDREN -> child.remove(path);
      case CREATED, CHANGED -> data.remove(path) | exist.remove(path);
      case DELETED -> data.remove(path) | exist.remove(path) | child.remove(path);
    };
  }

  Optional<Operation.SetWatches> again(long lastZxid) {
    return data.isEmpty() && exist.isEmpty() && child.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Operation.SetWatches(
                lastZxid, data.toArray(NONE), exist.toArray(NONE), child.toArray(NONE)));
  }
}
