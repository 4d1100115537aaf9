package dev.mesos.e2e;

import dev.mesos.local.LocalCluster;
import dev.mesos.local.LocalClusterConfig;
import dev.mesos.local.kubelet.LocalImages;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** The embedded cluster, in this JVM, with the applications as the build left them. */
final class EmbeddedBackend implements Backend {
  private final LocalCluster cluster;
  private final KubernetesClient client;

  private EmbeddedBackend(LocalCluster cluster) {
    this.cluster = cluster;
    this.client =
        Clients.of(
            new ConfigBuilder(Config.empty())
                .withMasterUrl(cluster.uri().toString())
                .withNamespace("default")
                .build());
  }

  static EmbeddedBackend start() {
    try {
      LocalCluster cluster =
          LocalCluster.start(LocalClusterConfig.of(LocalImages.built(Project.ROOT)));
      EmbeddedBackend backend = new EmbeddedBackend(cluster);
      Installation.Manifests.install(backend.client());
      return backend;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public String name() {
    return "embedded cluster at " + cluster.uri();
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public long signal(Pod pod, Signal signal) throws IOException {
    // by the kubeconfig, since another embedded cluster may run pods of the same name
    List<String> environment =
        List.of(
            "KUBECONFIG=" + cluster.kubeconfig(),
            "POD_NAMESPACE=" + pod.getMetadata().getNamespace(),
            "POD_NAME=" + pod.getMetadata().getName());
    long before = System.nanoTime();
    if (SendSignal.send(signal.number(), environment).isEmpty()) {
      throw new IOException("No process runs for pod " + pod.getMetadata().getName());
    }
    return before;
  }

  @Override
  public void close() {
    client.close();
    cluster.close();
  }
}
