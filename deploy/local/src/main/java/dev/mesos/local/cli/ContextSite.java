package dev.mesos.local.cli;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;

/** The demo on a real cluster, where the operator is installed already. */
final class ContextSite implements DemoSite {

  private static final String CRD = "mesosclusters.mesos.dev";

  private final String context;
  private final KubernetesClient client;
  private final boolean deleteAtEnd;

  private ContextSite(String context, KubernetesClient client, boolean deleteAtEnd) {
    this.context = context;
    this.client = client;
    this.deleteAtEnd = deleteAtEnd;
  }

  /**
   * @param context the context's name in the kubeconfig that kubectl would use
   * @param deleteAtEnd whether to delete the demo's cluster in the end
   */
  static ContextSite open(String context, boolean deleteAtEnd) {
    Config config = Config.autoConfigure(context);
    if (config.getCurrentContext() == null
        || !context.equals(config.getCurrentContext().getName())) {
      throw new DemoFailedException(
          "The kubeconfig has no context " + context + ". See: kubectl config get-contexts");
    }
    KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build();
    return new ContextSite(context, client, deleteAtEnd);
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public String namespace() {
    String namespace = client.getConfiguration().getNamespace();
    return namespace == null ? "default" : namespace;
  }

  @Override
  public void prepare() {
    if (client.apiextensions().v1().customResourceDefinitions().withName(CRD).get() == null) {
      throw new DemoFailedException(
          "Context "
              + context
              + " has no MesosCluster. Install the operator: helm --kube-context "
              + context
              + " install mesos-operator charts/mesos-operator -n mesos-system --create-namespace");
    }
  }

  @Override
  public void crash(String pod) throws IOException {
    // no grace: the nearest to a crash that the API offers without a shell in the image
    client.pods().inNamespace(namespace()).withName(pod).withGracePeriod(0).delete();
  }

  @Override
  public String hints() {
    return deleteAtEnd
        ? ""
        : """
        kubectl --context %s -n %s get mesoscluster demo
        kubectl --context %s -n %s delete mesoscluster demo
        """
            .formatted(context, namespace(), context, namespace());
  }

  @Override
  public void close() {
    if (deleteAtEnd) {
      client
          .genericKubernetesResources("mesos.dev/v1", "MesosCluster")
          .inNamespace(namespace())
          .withName("demo")
          .delete();
    }
    client.close();
  }
}
