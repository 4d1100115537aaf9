package dev.mesos.local.cli;

import dev.mesos.local.LocalCluster;
import dev.mesos.local.LocalClusterConfig;
import dev.mesos.local.kubelet.LocalImages;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.nio.file.Path;

/** The demo on an embedded cluster of its own. */
final class EmbeddedSite implements DemoSite {

  private final LocalCluster cluster;
  private final KubernetesClient client;
  private final Path repository;

  private EmbeddedSite(LocalCluster cluster, Path repository) {
    this.cluster = cluster;
    this.client = cluster.newClient();
    this.repository = repository;
  }

  static EmbeddedSite start(Path repository) throws IOException {
    LocalImages images = LocalImages.built(repository);
    LocalCluster cluster = LocalCluster.start(LocalClusterConfig.of(images));
    return new EmbeddedSite(cluster, repository);
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public String namespace() {
    return "default";
  }

  @Override
  public void prepare() throws IOException {
    Manifests.apply(client, repository.resolve("deploy/operator"), namespace());
  }

  @Override
  public void crash(String pod) throws IOException {
    cluster.kill(namespace(), pod, null);
  }

  @Override
  public String hints() {
    return """
    export KUBECONFIG=%s
    # logs of all pods, also of ended ones: %s
    """
        .formatted(cluster.kubeconfig(), cluster.dataDir().resolve("logs"));
  }

  @Override
  public void close() {
    client.close();
    cluster.close();
  }
}
