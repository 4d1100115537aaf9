package dev.mesos.coordination.comparison;

import dev.mesos.coordination.simulation.zookeeper.Operation;
import dev.mesos.coordination.simulation.zookeeper.ZnodeEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.apache.zookeeper.KeeperException.Code;
import org.jspecify.annotations.Nullable;

/** What one client has seen, in order. Thread-safe. */
final class History {

  private static final String DISCONNECTED = "disconnected";

  private final List<String> lines = new ArrayList<>();

  /** A server has accepted the session. */
  void connected(long timeoutMs) {
    add("connected, timeout " + timeoutMs + " ms");
  }

  /** A connection, or the attempt to make one, has failed; of many in a row one is told. */
  void disconnected() {
    if (lines().isEmpty() || !lines().getLast().equals(DISCONNECTED)) {
      add(DISCONNECTED);
    }
  }

  void expired() {
    add("expired");
  }

  void changed(ZnodeEvent event, String path) {
    add(event.name().toLowerCase(Locale.ROOT) + " " + path);
  }

  /** An answer; {@code detail} is what it says beside the code. */
  void answered(Operation operation, Code code, @Nullable String detail) {
    add(text(operation) + " -> " + code + (detail != null ? " " + detail : ""));
  }

  private static String text(Operation operation) {
    return switch (operation) {
      case Operation.Create create ->
          "create %s%s%s"
              .formatted(
                  create.path(),
                  create.sequential() ? "+" : "",
                  create.ephemeral() ? " for the session" : "");
      case Operation.GetChildren list -> "list " + list.path() + watch(list.watch());
      case Operation.Exists exists -> "is there " + exists.path() + watch(exists.watch());
      case Operation.SetData set -> "set " + set.path() + " of version " + set.version();
      case Operation.Multi multi ->
          multi.parts().stream().map(History::text).collect(Collectors.joining(", ", "{", "}"));
      default -> operation.toString();
    };
  }

  private static String watch(boolean set) {
    return set ? " and watch" : "";
  }

  static String children(List<String> children) {
    return children.stream().sorted().collect(Collectors.joining(", ", "[", "]"));
  }

  /** Whose a znode is, and how many times it was set. */
  static String znode(long owner, long self, int version) {
    String whose = owner == 0 ? "nobody's" : owner == self ? "own" : "another's";
    return whose + ", version " + version;
  }

  /** Which part of a multi was refused. */
  static String refused(int part) {
    return "at " + part;
  }

  synchronized List<String> lines() {
    return List.copyOf(lines);
  }

  private synchronized void add(String line) {
    lines.add(line);
  }
}
