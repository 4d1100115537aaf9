package dev.mesos.local;

import dev.mesos.local.api.ApiServer;
import dev.mesos.local.controllers.Controllers;
import dev.mesos.local.kubelet.AddressRange;
import dev.mesos.local.kubelet.Kubelet;
import dev.mesos.local.support.Threads;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * A small Kubernetes in this JVM: API server, controllers, and a kubelet that runs pods as
 * processes of this machine. For trying things out and for tests; whatever it accepts, a real one
 * accepts.
 *
 * <p>Everything ends with {@link #close}, and also if this JVM is killed: no process, no file
 * stays. Several clusters can run side by side.
 */
public final class LocalCluster implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(LocalCluster.class);

  private final Parts parts;
  private final Path data;
  private final ApiServer api;
  private final Path kubeconfig;
  private final Kubelet kubelet;

  private LocalCluster(Parts parts, Path data, ApiServer api, Path kubeconfig, Kubelet kubelet) {
    this.parts = parts;
    this.data = data;
    this.api = api;
    this.kubeconfig = kubeconfig;
    this.kubelet = kubelet;
  }

  /**
   * Starts a cluster; it is empty but for its node and the usual namespaces.
   *
   * @throws IOException if this machine cannot run one; the message says why
   */
  public static LocalCluster start(LocalClusterConfig config) throws IOException {
    Parts parts = new Parts();
    try {
      LocalCluster cluster = start(config, parts);
      LOG.info(
          "embedded cluster started api={} kubeconfig={}", cluster.uri(), cluster.kubeconfig());
      return cluster;
    } catch (IOException | RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  private static LocalCluster start(LocalClusterConfig config, Parts parts) throws IOException {
    Path parent = Files.createDirectories(config.parent().toAbsolutePath());
    AddressRange addresses = parts.add(AddressRange.claim());
    Path data = Files.createTempDirectory(parent, "mesos-local-");
    ApiServer api = parts.add(ApiServer.start(config.port()));
    Path kubeconfig = Kubeconfig.write(data.resolve("kubeconfig"), api.uri());
    KubernetesClient client = parts.add(client(api.uri()));
    Threads threads = parts.add(new Threads());
    // the kubelet's end deletes the data folder, so only what needs no files may end after it
    Kubelet kubelet =
        parts.add(Kubelet.start(client, config.images(), threads, data, kubeconfig, addresses));
    api.attach(kubelet.pods());
    Path volumes = Files.createDirectories(data.resolve("persistent"));
    parts.add(Controllers.start(client, threads, volumes));
    return new LocalCluster(parts, data, api, kubeconfig, kubelet);
  }

  /** Runs a cluster until it is stopped; {@code --help} says how. */
  public static void main(String[] args) {
    System.exit(new CommandLine(new LocalClusterCommand()).execute(args));
  }

  /** Where the API listens. */
  public URI uri() {
    return api.uri();
  }

  /** A kubeconfig file with this cluster as its only context. */
  public Path kubeconfig() {
    return kubeconfig;
  }

  /** All files of the cluster, among them the logs of pods: {@code logs/NAMESPACE/POD/UID/}. */
  public Path dataDir() {
    return data;
  }

  /** A new client for this cluster; the caller closes it. */
  public KubernetesClient newClient() {
    return client(api.uri());
  }

  /**
   * Kills a container's first process with SIGKILL, as a crash would end it.
   *
   * @param container its name, or null for the pod's first one
   * @throws IOException if no such container runs
   */
  public void kill(String namespace, String pod, @Nullable String container) throws IOException {
    kubelet.kill(namespace, pod, container);
  }

  @Override
  public void close() {
    parts.close();
  }

  private static KubernetesClient client(URI server) {
    Config config =
        new ConfigBuilder(Config.empty())
            .withMasterUrl(server.toString())
            .withNamespace("default")
            .build();
    return new KubernetesClientBuilder().withConfig(config).build();
  }

  /** What has been started so far, closed in reverse order. */
  private static final class Parts implements AutoCloseable {
    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    synchronized <T extends AutoCloseable> T add(T part) {
      parts.push(part);
      return part;
    }

    @Override
    public synchronized void close() {
      while (!parts.isEmpty()) {
        AutoCloseable part = parts.pop();
        try {
          part.close();
        } catch (Exception e) {
          LOG.warn("not closed well: {}", part.getClass().getSimpleName(), e);
        }
      }
    }
  }
}
