package dev.mesos.local.kubelet;

import dev.mesos.local.api.PodAccess;
import dev.mesos.local.support.EventRecorder;
import dev.mesos.local.support.SerialExecutor;
import dev.mesos.local.support.Threads;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one node of the embedded cluster: binds every pod to itself and runs it as processes.
 *
 * <p>{@link #close} ends all processes and deletes all files. So does the {@link Watchdog} if this
 * process is killed before it can.
 */
public final class Kubelet implements AutoCloseable {

  /** The node's name. */
  public static final String NODE = "local";

  static final String NODE_ADDRESS = "127.0.0.1";

  private static final Logger LOG = LoggerFactory.getLogger(Kubelet.class);
  private static final Duration SHUTDOWN = Duration.ofSeconds(5);

  private final NodeServices node;
  private final WatchdogProcess watchdog;
  private final KubeletPods pods = new KubeletPods();
  private final SerialExecutor names;
  private final Binder binder;
  private final List<SharedIndexInformer<?>> informers = new ArrayList<>();
  private volatile @Nullable SharedIndexInformer<EndpointSlice> slices;
  private volatile boolean closing;

  private Kubelet(NodeServices node, WatchdogProcess watchdog) {
    this.node = node;
    this.watchdog = watchdog;
    this.names = node.threads().serial("names");
    this.binder = new Binder(node.client(), node.events());
  }

  /**
   * Starts the kubelet.
   *
   * @param client a client for the API; stays the caller's
   * @param data the cluster's data folder, absolute; deleted when the cluster ends
   * @param kubeconfig what pods get as {@code KUBECONFIG}
   * @param addresses where pods get their addresses from; stays the caller's
   * @throws IOException if the data folder or the watchdog cannot be had
   */
  public static Kubelet start(
      KubernetesClient client,
      LocalImages images,
      Threads threads,
      Path data,
      Path kubeconfig,
      AddressRange addresses)
      throws IOException {
    String id = UUID.randomUUID().toString();
    WatchdogProcess watchdog = WatchdogProcess.start(id, data, addresses.subnet());
    Files.writeString(
        data.resolve("dns.security"),
        "networkaddress.cache.ttl=0\nnetworkaddress.cache.negative.ttl=0\n",
        StandardCharsets.US_ASCII);
    LocalNode localNode = new LocalNode(client);
    NodeServices services =
        new NodeServices(
            client,
            images,
            new Processes(watchdog),
            new ApiObjects(client),
            new DownwardApi(NODE, NODE_ADDRESS, localNode.capacity()),
            new EventRecorder(client, "kubelet", NODE, threads),
            new HostsFiles(),
            addresses,
            threads,
            id,
            data,
            kubeconfig,
            Backoff.kubernetes());
    Kubelet kubelet = new Kubelet(services, watchdog);
    localNode.register();
    kubelet.watch();
    LOG.info("kubelet started node={} data={} watchdog={}", NODE, data, watchdog.pid());
    return kubelet;
  }

  /** For the API server's pod subresources. */
  public PodAccess pods() {
    return pods;
  }

  /**
   * Kills a container's first process with SIGKILL, as a crash would end it.
   *
   * @param container its name, or null for the pod's first one
   * @throws IOException if no such container runs
   */
  public void kill(String namespace, String pod, @Nullable String container) throws IOException {
    pods.kill(namespace, pod, container);
  }

  @Override
  public void close() {
    closing = true;
    informers.forEach(SharedIndexInformer::stop);
    List<CompletableFuture<Void>> ends =
        pods.all().stream().map(pod -> pod.shutDown(SHUTDOWN)).toList();
    try {
      CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new))
          .get(SHUTDOWN.toSeconds() + 2, TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      LOG.warn("pods left to the watchdog: {}", e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    watchdog.close();
  }

  private void watch() {
    slices =
        node.client()
            .discovery()
            .v1()
            .endpointSlices()
            .inAnyNamespace()
            .inform(new Changes<EndpointSlice>(slice -> names.execute(this::updateNames)));
    informers.add(slices);
    names.execute(this::updateNames);
    informers.add(node.client().pods().inAnyNamespace().inform(new PodEvents()));
    informers.add(
        node.client()
            .configMaps()
            .inAnyNamespace()
            .inform(new Changes<ConfigMap>(map -> refresh(map.getMetadata().getNamespace()))));
    informers.add(
        node.client()
            .secrets()
            .inAnyNamespace()
            .inform(new Changes<Secret>(secret -> refresh(secret.getMetadata().getNamespace()))));
  }

  private void updateNames() {
    SharedIndexInformer<EndpointSlice> current = slices;
    if (current != null) {
      node.hosts().update(NameTable.of(current.getStore().list()));
    }
  }

  private void refresh(String namespace) {
    pods.all().stream()
        .filter(p -> p.pod().getMetadata().getNamespace().equals(namespace))
        .forEach(PodRunner::refresh);
  }

  private void seen(Pod pod) {
    if (closing) {
      return;
    }
    String uid = pod.getMetadata().getUid();
    String bound = pod.getSpec().getNodeName();
    if (bound == null || bound.isEmpty()) {
      node.threads().workers().execute(() -> binder.bind(pod));
      return;
    }
    if (!bound.equals(NODE)) {
      return;
    }
    PodRunner known = pods.get(uid).orElse(null);
    if (known != null) {
      known.update(pod);
    } else if (pod.getMetadata().getDeletionTimestamp() == null) {
      begin(pod);
    } else {
      node.threads().workers().execute(() -> removeUnknown(pod));
    }
  }

  private void begin(Pod pod) {
    String phase = pod.getStatus() == null ? null : pod.getStatus().getPhase();
    if ("Succeeded".equals(phase) || "Failed".equals(phase)) {
      return;
    }
    try {
      PodRunner runner = new PodRunner(node, pod);
      pods.add(pod.getMetadata().getUid(), runner);
      runner.start();
    } catch (IOException | IllegalStateException e) {
      LOG.error("pod cannot be run pod={}", pod.getMetadata().getName(), e);
      node.events().warning(pod, "FailedCreatePodSandBox", String.valueOf(e.getMessage()));
    }
  }

  private void removeUnknown(Pod pod) {
    try {
      node.client().pods().resource(pod).withGracePeriod(0).delete();
    } catch (KubernetesClientException e) {
      LOG.warn("pod not removed pod={}: {}", pod.getMetadata().getName(), e.getMessage());
    }
  }

  /** Every event that a pod's run depends on. */
  private final class PodEvents implements ResourceEventHandler<Pod> {
    @Override
    public void onAdd(Pod pod) {
      seen(pod);
    }

    @Override
    public void onUpdate(Pod before, Pod pod) {
      if (!before.getMetadata().getUid().equals(pod.getMetadata().getUid())) {
        onDelete(before, false);
      }
      seen(pod);
    }

    @Override
    public void onDelete(Pod pod, boolean finalStateUnknown) {
      pods.get(pod.getMetadata().getUid()).ifPresent(PodRunner::removed);
    }
  }

  /** Any change is as good as any other. */
  private record Changes<T extends HasMetadata>(Consumer<T> consumer)
      implements ResourceEventHandler<T> {
    @Override
    public void onAdd(T object) {
      consumer.accept(object);
    }

    @Override
    public void onUpdate(T before, T object) {
      consumer.accept(object);
    }

    @Override
    public void onDelete(T object, boolean finalStateUnknown) {
      consumer.accept(object);
    }
  }
}
