package dev.mesos.coordination.simulation.election;

import dev.mesos.coordination.simulation.zookeeper.Ensemble;
import dev.mesos.coordination.simulation.zookeeper.Transaction;
import dev.mesos.coordination.simulation.zookeeper.Transaction.Change;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/** An election as the ensemble has committed it: who stands, who leads, and who ever did. */
final class Truth {

  /** A readable candidate. */
  record Standing(String znode, long epoch, long session) {}

  private final String prefix;
  private final BiPredicate<String, byte[]> readable;
  private final Map<String, Standing> standing = new TreeMap<>();
  private final Map<String, Integer> sequences = new HashMap<>();
  private final Set<Long> created = new HashSet<>();
  private final Set<Long> led = new HashSet<>();
  private @Nullable Standing leader;
  private long lastWithoutLeader;

  Truth(Ensemble ensemble, String path, BiPredicate<String, byte[]> readable) {
    this.prefix = path + "/";
    this.readable = readable;
    ensemble.observe(this::committed);
  }

  private void committed(Transaction transaction) {
    boolean changed =
        switch (transaction.change()) {
          case Change.Created node -> created(transaction, node);
          case Change.Deleted(String path) -> gone(path);
          case Change.SessionClosed(String[] paths) -> {
            boolean any = false;
            for (String path : paths) {
              any |= gone(path);
            }
            yield any;
          }
          default -> false;
        };
    if (changed) {
      leader = first();
      if (leader != null) {
        led.add(leader.epoch());
      }
    }
    if (leader == null) {
      lastWithoutLeader = transaction.zxid();
    }
  }

  private boolean created(Transaction transaction, Change.Created node) {
    if (!node.path().startsWith(prefix)) {
      return false;
    }
    String name = node.path().substring(prefix.length());
    if (!readable.test(name, node.data())) {
      return false;
    }
    standing.put(name, new Standing(name, transaction.zxid(), node.owner()));
    sequences.put(name, Integer.parseInt(name.substring(name.lastIndexOf('_') + 1)));
    created.add(transaction.zxid());
    return true;
  }

  private boolean gone(String path) {
    return path.startsWith(prefix) && standing.remove(path.substring(prefix.length())) != null;
  }

  private @Nullable Standing first() {
    Standing first = null;
    for (Standing next : standing.values()) {
      if (first == null || sequences.get(next.znode()) < sequences.get(first.znode())) {
        first = next;
      }
    }
    return first;
  }

  /** Who leads by the last transaction. */
  Optional<Standing> leader() {
    return Optional.ofNullable(leader);
  }

  /** All who stand. */
  Iterable<Standing> standing() {
    return standing.values();
  }

  /** Whether a candidate of this epoch ever led. */
  boolean everLed(long epoch) {
    return led.contains(epoch);
  }

  /** Whether nobody led at some moment after the candidate of this epoch was created. */
  boolean withoutLeaderSince(long epoch) {
    return lastWithoutLeader > epoch;
  }
}
