package dev.mesos.local.kubelet;

import dev.mesos.local.api.PodAccess;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** The pods that the kubelet runs, by uid, and what others may do with them. Thread-safe. */
final class KubeletPods implements PodAccess {

  private final Map<String, PodRunner> pods = new ConcurrentHashMap<>();

  Optional<PodRunner> get(String uid) {
    return Optional.ofNullable(pods.get(uid));
  }

  Collection<PodRunner> all() {
    return pods.values();
  }

  void add(String uid, PodRunner runner) {
    pods.put(uid, runner);
    runner.ended().thenRun(() -> pods.remove(uid));
  }

  /** Kills a container's processes at once, as a crash would end them. */
  void kill(String namespace, String pod, @Nullable String container) throws IOException {
    container(namespace, pod, container).kill();
  }

  @Override
  public InputStream logs(String namespace, String pod, LogOptions options) throws IOException {
    ContainerRunner container = container(namespace, pod, options.container());
    Optional<Path> log = container.log(options.previous()).filter(Files::exists);
    if (log.isEmpty()) {
      String name = container.container().getName();
      throw new PodNotReadyException(
          options.previous()
              ? "previous terminated container \"%s\" in pod \"%s\" not found".formatted(name, pod)
              : "container \"%s\" in pod \"%s\" is waiting to start".formatted(name, pod));
    }
    Path file = log.get();
    BooleanSupplier growing =
        options.follow() && !options.previous()
            ? () -> container.running() && container.log(false).filter(file::equals).isPresent()
            : () -> false;
    return LogStream.open(file, options.tailLines(), options.limitBytes(), growing);
  }

  @Override
  public Process exec(
      String namespace, String pod, @Nullable String container, List<String> command)
      throws IOException {
    ContainerRunner runner = container(namespace, pod, container);
    if (!runner.running()) {
      throw new PodNotReadyException(
          "container \"%s\" in pod \"%s\" is not running"
              .formatted(runner.container().getName(), pod));
    }
    return runner.exec(command);
  }

  @Override
  public InetSocketAddress address(String namespace, String pod, int port) throws IOException {
    return new InetSocketAddress(pod(namespace, pod).ip(), port);
  }

  private ContainerRunner container(String namespace, String pod, @Nullable String container)
      throws IOException {
    return pod(namespace, pod)
        .container(container)
        .orElseThrow(() ->
            new PodNotFoundException("container " + container + " is not valid for pod " + pod));
  }

  private PodRunner pod(String namespace, String name) throws IOException {
    return pods.values().stream()
        .filter(p -> p.pod().getMetadata().getNamespace().equals(namespace))
        .filter(p -> p.pod().getMetadata().getName().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new PodNotFoundException("The kubelet runs no pod " + namespace + "/" + name));
  }
}
