package dev.mesos.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Any Kubernetes that a kubeconfig names. The images were loaded beforehand; pods are reached only
 * through the API server. {@code E2E_NODE_FAULTS} may name a {@link NodeFaultCommand}.
 */
final class KubeconfigBackend implements Backend {
  private final KubernetesClient client;
  private final Installation installation;
  private final SignalPods signals;

  private KubeconfigBackend(KubernetesClient client, Installation installation) {
    this.client = client;
    this.installation = installation;
    this.signals = new SignalPods(client);
  }

  static KubeconfigBackend start(Path kubeconfig) {
    KubernetesClient client = client(kubeconfig);
    Installation installation = Installation.install(client, kubeconfig);
    return new KubeconfigBackend(client, installation);
  }

  static KubernetesClient client(Path kubeconfig) {
    try {
      Config config = Config.fromKubeconfig(Files.readString(kubeconfig));
      return Clients.of(new ConfigBuilder(config).build());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the kubeconfig " + kubeconfig, e);
    }
  }

  @Override
  public String name() {
    return "Kubernetes at " + client.getMasterUrl();
  }

  @Override
  public KubernetesClient client() {
    return client;
  }

  @Override
  public long signal(Pod pod, Signal signal) throws IOException {
    return signals.send(pod, signal);
  }

  @Override
  public Optional<NodeFaults> nodeFaults() {
    return Optional.ofNullable(System.getenv("E2E_NODE_FAULTS"))
        .filter(command -> !command.isEmpty())
        .map(command -> new NodeFaultCommand(Path.of(command)));
  }

  @Override
  public void close() {
    signals.close();
    installation.remove();
    client.close();
  }
}
