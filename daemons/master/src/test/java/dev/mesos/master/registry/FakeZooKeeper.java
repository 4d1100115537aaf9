package dev.mesos.master.registry;

import dev.mesos.coordination.Znode;
import dev.mesos.coordination.ZnodeAnswer;
import dev.mesos.coordination.ZnodeAnswer.Failure;
import dev.mesos.coordination.ZnodeChange;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** The znodes below a cluster's path as ZooKeeper keeps them, without the servers. */
public final class FakeZooKeeper {

  /** When everything in it was made. */
  static final Instant NOW = Instant.ofEpochMilli(1_700_000_000_000L);

  private final boolean checking;
  private TreeMap<String, Znode> znodes = new TreeMap<>();

  FakeZooKeeper() {
    this(true);
  }

  /**
   * @param checking whether it does what a transaction demands; else it demands nothing
   */
  public FakeZooKeeper(boolean checking) {
    this.checking = checking;
  }

  /** A candidate, or anything else by hand. */
  public void put(String znode, byte[] data) {
    znodes.put(znode, new Znode(data, 0, NOW.toEpochMilli()));
  }

  public void remove(String znode) {
    znodes.remove(znode);
  }

  public Optional<Znode> get(String znode) {
    return Optional.ofNullable(znodes.get(znode));
  }

  ZnodeAnswer<Znode> read(String znode) {
    return get(znode)
        .<ZnodeAnswer<Znode>>map(ZnodeAnswer.Ok::new)
        .orElseGet(() -> failed(Failure.MISSING, -1));
  }

  ZnodeAnswer<List<String>> children(String znode) {
    return znodes.containsKey(znode)
        ? new ZnodeAnswer.Ok<>(names(znode))
        : failed(Failure.MISSING, -1);
  }

  private List<String> names(String znode) {
    String prefix = znode + "/";
    return znodes.keySet().stream()
        .filter(name -> name.startsWith(prefix) && name.indexOf('/', prefix.length()) < 0)
        .map(name -> name.substring(prefix.length()))
        .toList();
  }

  /** All changes, or none. */
  public ZnodeAnswer<List<ZnodeChange>> write(List<ZnodeChange> changes) {
    TreeMap<String, Znode> before = new TreeMap<>(znodes);
    for (int i = 0; i < changes.size(); i++) {
      Optional<Failure> failure = apply(changes.get(i));
      if (failure.isPresent()) {
        znodes = before;
        return failed(failure.get(), i);
      }
    }
    return new ZnodeAnswer.Ok<>(changes);
  }

  private Optional<Failure> apply(ZnodeChange change) {
    Znode there = znodes.get(change.znode());
    if (change instanceof ZnodeChange.Create create) {
      int slash = create.znode().lastIndexOf('/');
      if (there != null) {
        return Optional.of(Failure.EXISTS);
      }
      if (slash > 0 && !znodes.containsKey(create.znode().substring(0, slash))) {
        return Optional.of(Failure.MISSING);
      }
      znodes.put(create.znode(), new Znode(create.data(), 0, NOW.toEpochMilli()));
      return Optional.empty();
    }
    if (there == null) {
      return change instanceof ZnodeChange.Check && !checking
          ? Optional.empty()
          : Optional.of(Failure.MISSING);
    }
    switch (change) {
      case ZnodeChange.Check check -> {
        return changed(there, check.version());
      }
      case ZnodeChange.Set set -> {
        znodes.put(set.znode(), new Znode(set.data(), there.version() + 1, there.createdMs()));
        return changed(there, set.version());
      }
      case ZnodeChange.Delete delete -> {
        znodes.remove(delete.znode());
        return changed(there, delete.version());
      }
      case ZnodeChange.Create create -> throw new IllegalStateException("created above");
    }
  }

  private Optional<Failure> changed(Znode there, int wanted) {
    return wanted == ZnodeChange.ANY || wanted == there.version() || !checking
        ? Optional.empty()
        : Optional.of(Failure.CHANGED);
  }

  static <T> ZnodeAnswer<T> failed(Failure failure, int change) {
    return new ZnodeAnswer.Failed<>(failure, change, failure + " at " + change);
  }
}
