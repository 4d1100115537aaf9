package dev.mesos.local.kubelet;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;

/**
 * Ends processes with all that descends from them.
 *
 * <p>A child whose parent died is nobody's descendant any more. On Linux it is still found: each
 * process inherits a marker in its environment, which {@code /proc} shows. Elsewhere such a child
 * can escape. Uses nothing outside the JDK.
 */
final class ProcessTree {

  /** The environment variable that carries the marker. */
  static final String MARKER = "MESOS_LOCAL_PROCESS_OF";

  private static final Path PROC = Path.of("/proc");
  private static final int ROUNDS = 10;
  private static final long PATIENCE_NS = 1_000_000_000L;
  private static final long POLL_NS = 2_000_000L;

  private ProcessTree() {}

  /**
   * Kills at once (SIGKILL).
   *
   * @param roots processes to kill with their descendants
   * @param marker kill also every process whose marker begins so
   */
  static void killAll(Collection<ProcessHandle> roots, String marker) {
    for (int round = 0; round < ROUNDS; round++) {
      Set<ProcessHandle> victims = new LinkedHashSet<>(marked(marker));
      for (ProcessHandle root : roots) {
        root.descendants().forEach(victims::add);
        victims.add(root);
      }
      victims.removeIf(handle -> !handle.isAlive() || zombie(handle.pid()));
      if (victims.isEmpty()) {
        return;
      }
      victims.forEach(ProcessHandle::destroyForcibly);
      victims.forEach(ProcessTree::awaitEnd);
    }
  }

  /** The processes whose marker begins so; none where there is no {@code /proc}. */
  static List<ProcessHandle> marked(String marker) {
    List<ProcessHandle> result = new ArrayList<>();
    if (!Files.isDirectory(PROC.resolve("self"))) {
      return result;
    }
    String entry = MARKER + "=" + marker;
    long self = ProcessHandle.current().pid();
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(PROC, "[0-9]*")) {
      for (Path folder : folders) {
        long pid = Long.parseLong(folder.getFileName().toString());
        if (pid != self && hasEntry(folder, entry)) {
          ProcessHandle.of(pid).ifPresent(result::add);
        }
      }
    } catch (IOException e) {
      System.err.println("cannot list processes: " + e);
    }
    return result;
  }

  private static boolean hasEntry(Path folder, String entry) {
    try {
      String all = Files.readString(folder.resolve("environ"), StandardCharsets.ISO_8859_1);
      return all.startsWith(entry) || all.contains("\0" + entry);
    } catch (IOException e) {
      // gone meanwhile, or another user's: not ours in either case
      return false;
    }
  }

  private static void awaitEnd(ProcessHandle handle) {
    long deadline = System.nanoTime() + PATIENCE_NS;
    while (handle.isAlive() && !zombie(handle.pid()) && System.nanoTime() < deadline) {
      LockSupport.parkNanos(POLL_NS);
    }
  }

  /** Whether a process has ended and only waits for its parent, or for init, to take note. */
  private static boolean zombie(long pid) {
    try {
      String stat = Files.readString(PROC.resolve(pid + "/stat"), StandardCharsets.ISO_8859_1);
      return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
    } catch (IOException e) {
      return false;
    }
  }
}
