package dev.mesos.local.kubelet;

import dev.mesos.local.support.SerialExecutor;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one pod from its binding to its end: volumes, init containers in order, containers, status;
 * on deletion SIGTERM, SIGKILL after the grace period, and then the object's removal.
 *
 * <p>All state is kept on the pod's serial executor; public methods may be called from anywhere.
 */
final class PodRunner implements ContainerOwner {

  private static final Logger LOG = LoggerFactory.getLogger(PodRunner.class);
  private static final Duration RETRY = Duration.ofSeconds(1);

  private final NodeServices node;
  private final SerialExecutor serial;
  private final PodSandbox sandbox;
  private final List<ContainerRunner> inits = new ArrayList<>();
  private final List<ContainerRunner> containers = new ArrayList<>();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();
  private final String startTime = now();

  private volatile Pod pod;
  private boolean prepared;
  private boolean terminating;
  private boolean gone;
  private @Nullable PodStatus pushed;

  PodRunner(NodeServices node, Pod pod) throws IOException {
    this.node = node;
    this.pod = pod;
    this.serial = node.threads().serial(pod.getMetadata().getName());
    this.sandbox = PodSandbox.create(node, pod);
    if (pod.getSpec().getInitContainers() != null) {
      pod.getSpec().getInitContainers().forEach(c -> inits.add(runner(c, true)));
    }
    pod.getSpec().getContainers().forEach(c -> containers.add(runner(c, false)));
  }

  void start() {
    serial.execute(this::sync);
  }

  /** The object has changed: labels, or its deletion has begun. */
  void update(Pod current) {
    serial.execute(() -> {
      pod = current;
      if (current.getMetadata().getDeletionTimestamp() != null) {
        terminate(PodTimes.grace(current));
      } else if (prepared) {
        refreshVolumes();
      }
    });
  }

  /** A ConfigMap or Secret has changed. */
  void refresh() {
    serial.execute(() -> {
      if (prepared && !terminating) {
        refreshVolumes();
      }
    });
  }

  /** The object is gone (a forced deletion): no grace. */
  void removed() {
    serial.execute(() -> {
      gone = true;
      terminate(Duration.ZERO);
    });
  }

  /** Ends all processes, leaves the object as it is; for the end of the cluster. */
  CompletableFuture<Void> shutDown(Duration grace) {
    serial.execute(() -> {
      gone = true;
      terminate(grace);
    });
    return ended;
  }

  /** Completes when the last process has ended and the files are deleted. */
  CompletableFuture<Void> ended() {
    return ended;
  }

  String ip() {
    return sandbox.ip();
  }

  Optional<ContainerRunner> container(@Nullable String name) {
    if (name == null) {
      return Optional.of(containers.getFirst());
    }
    return Stream.concat(containers.stream(), inits.stream())
        .filter(c -> c.container().getName().equals(name))
        .findFirst();
  }

  @Override
  public Pod pod() {
    return pod;
  }

  @Override
  public void changed() {
    // in turn, so that a container finishes its own step first
    serial.execute(this::sync);
  }

  @Override
  public boolean restarts(int exitCode) {
    String policy = pod.getSpec().getRestartPolicy();
    return switch (policy == null ? "Always" : policy) {
      case "Never" -> false;
      case "OnFailure" -> exitCode != 0;
      default -> true;
    };
  }

  private ContainerRunner runner(Container container, boolean init) {
    // an init container that succeeded is never started again
    ContainerOwner owner =
        init
            ? new ContainerOwner() {
              @Override
              public Pod pod() {
                return PodRunner.this.pod();
              }

              @Override
              public void changed() {
                PodRunner.this.changed();
              }

              @Override
              public boolean restarts(int exitCode) {
                return exitCode != 0 && PodRunner.this.restarts(exitCode);
              }
            }
            : this;
    return new ContainerRunner(node, sandbox, serial, owner, container, init);
  }

  private void sync() {
    if (ended.isDone()) {
      return;
    }
    if (terminating) {
      finishIfDone();
      return;
    }
    if (prepare()) {
      startNext();
    }
    push();
  }

  private boolean prepare() {
    if (prepared) {
      return true;
    }
    try {
      sandbox.mount(pod);
      prepared = true;
    } catch (MissingReferenceException | IOException e) {
      node.events().warning(pod, "FailedMount", "MountVolume.SetUp failed: " + e.getMessage());
      serial.schedule(this::sync, RETRY);
    }
    return prepared;
  }

  private void startNext() {
    for (ContainerRunner init : inits) {
      if (!init.ready()) {
        init.start();
        return;
      }
    }
    containers.forEach(c -> c.waitFor("ContainerCreating", null));
    containers.forEach(ContainerRunner::start);
  }

  private void refreshVolumes() {
    try {
      sandbox.mount(pod);
    } catch (MissingReferenceException | IOException e) {
      // what is mounted stays as it is, as in Kubernetes
      LOG.debug("volumes not refreshed pod={}: {}", pod.getMetadata().getName(), e.getMessage());
    }
  }

  private void terminate(Duration grace) {
    if (grace.isZero()) {
      // also when a longer grace period is already running
      inits.forEach(ContainerRunner::kill);
      containers.forEach(ContainerRunner::kill);
    }
    if (!terminating) {
      terminating = true;
      LOG.info(
          "pod ends pod={}/{} grace={}s",
          pod.getMetadata().getNamespace(),
          pod.getMetadata().getName(),
          grace.toSeconds());
      inits.forEach(c -> c.close(grace));
      containers.forEach(c -> c.close(grace));
      push();
    }
    finishIfDone();
  }

  private void finishIfDone() {
    push();
    if (ended.isDone()
        || Stream.concat(inits.stream(), containers.stream()).anyMatch(ContainerRunner::running)) {
      return;
    }
    ProcessTree.killAll(List.of(), sandbox.marker(null, 0));
    if (removeObject()) {
      try {
        sandbox.delete();
      } catch (IOException e) {
        LOG.warn("files left pod={}: {}", pod.getMetadata().getName(), e.toString());
      }
      ended.complete(null);
    } else {
      serial.schedule(this::finishIfDone, RETRY);
    }
  }

  private boolean removeObject() {
    if (gone) {
      return true;
    }
    try {
      node.client()
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .withGracePeriod(0)
          .delete();
      return true;
    } catch (KubernetesClientException e) {
      LOG.warn("pod not removed pod={}: {}", pod.getMetadata().getName(), e.getMessage());
      return false;
    }
  }

  private void push() {
    if (gone) {
      return;
    }
    PodStatus status = status();
    if (status.equals(pushed)) {
      return;
    }
    try {
      node.client()
          .pods()
          .inNamespace(pod.getMetadata().getNamespace())
          .withName(pod.getMetadata().getName())
          .subresource("status")
          .patch(PatchContext.of(PatchType.JSON_MERGE), patch(status));
      pushed = status;
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        LOG.warn("status not written pod={}: {}", pod.getMetadata().getName(), e.getMessage());
        serial.schedule(this::push, RETRY);
      }
    }
  }

  private String patch(PodStatus status) {
    KubernetesSerialization json = node.client().getKubernetesSerialization();
    Map<String, Object> patch = new LinkedHashMap<>();
    // the pod of the same name that may come after this one must not get this one's status
    patch.put("metadata", Map.of("uid", pod.getMetadata().getUid()));
    patch.put("status", status);
    return json.asJson(patch);
  }

  private PodStatus status() {
    Pod base = pod;
    if (pushed != null) {
      // transition times continue from what was written last, which the watch may not have shown
      // yet
      base = new io.fabric8.kubernetes.api.model.PodBuilder(pod).withStatus(merged(pushed)).build();
    }
    return PodStatuses.of(
        new PodStatuses.Facts(
            base,
            sandbox.ip(),
            Kubelet.NODE_ADDRESS,
            prepared,
            terminating,
            statuses(inits),
            statuses(containers),
            startTime,
            now()));
  }

  private PodStatus merged(PodStatus written) {
    List<io.fabric8.kubernetes.api.model.PodCondition> conditions =
        new ArrayList<>(written.getConditions());
    if (pod.getStatus() != null && pod.getStatus().getConditions() != null) {
      for (var foreign : pod.getStatus().getConditions()) {
        if (!PodStatuses.OWN.contains(foreign.getType())) {
          conditions.removeIf(c -> c.getType().equals(foreign.getType()));
          conditions.add(foreign);
        }
      }
    }
    return new io.fabric8.kubernetes.api.model.PodStatusBuilder(written)
        .withConditions(conditions)
        .build();
  }

  private static List<ContainerStatus> statuses(List<ContainerRunner> runners) {
    return runners.stream().map(ContainerRunner::status).toList();
  }

  private static String now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
  }
}
