package dev.mesos.local.kubelet;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * Keeps one hosts file for each pod, which its JVM reads at each look-up ({@code
 * -Djdk.net.hosts.file}). Replaced atomically when names change. Thread-safe.
 */
final class HostsFiles {

  private record Registration(Path file, String namespace, String head) {}

  private final Map<String, Registration> pods = new HashMap<>();
  private NameTable names = NameTable.empty();

  /**
   * Writes a pod's file, and goes on writing it until {@link #remove}.
   *
   * @param head the pod's own lines
   */
  synchronized void add(String uid, Path file, String namespace, String head) {
    Registration registration = new Registration(file, namespace, head);
    pods.put(uid, registration);
    write(registration);
  }

  synchronized void remove(String uid) {
    pods.remove(uid);
  }

  synchronized void update(NameTable table) {
    names = table;
    pods.values().forEach(this::write);
  }

  private void write(Registration pod) {
    String content = pod.head() + names.render(pod.namespace());
    try {
      Folders.replace(pod.file(), content.getBytes(StandardCharsets.UTF_8), 0644);
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot write " + pod.file(), e);
    }
  }
}
