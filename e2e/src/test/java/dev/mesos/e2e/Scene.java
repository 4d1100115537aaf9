package dev.mesos.e2e;

import dev.mesos.crds.MesosCluster;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The place of one scenario class: a backend and namespaces of its own. Used by one thread. */
final class Scene implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Backend backend;
  private final String prefix;
  private final List<String> namespaces = new ArrayList<>();
  private final List<Cluster> clusters = new ArrayList<>();

  Scene(Backend backend, String scenario) {
    this.backend = backend;
    this.prefix =
        "e2e-%s-%s".formatted(scenario, Integer.toString(RANDOM.nextInt(36 * 36 * 36), 36));
    addNamespace();
  }

  Backend backend() {
    return backend;
  }

  KubernetesClient client() {
    return backend.client();
  }

  /** The scenario's own namespace. */
  String namespace() {
    return namespaces.get(0);
  }

  List<String> namespaces() {
    return List.copyOf(namespaces);
  }

  /** Makes one more namespace, which goes with the scene. */
  String addNamespace() {
    String namespace = namespaces.isEmpty() ? prefix : prefix + "-" + (namespaces.size() + 1);
    client()
        .resource(
            new NamespaceBuilder().withNewMetadata().withName(namespace).endMetadata().build())
        .create();
    namespaces.add(namespace);
    return namespace;
  }

  /** A cluster in the scenario's own namespace; it does not exist until it is applied. */
  Cluster cluster(String name) {
    return cluster(namespace(), name);
  }

  Cluster cluster(String namespace, String name) {
    return add(
        new Cluster(
            backend,
            namespace,
            name,
            Map.of("mesos.dev/cluster", name, "app.kubernetes.io/component", "zookeeper")));
  }

  /** A cluster that uses an ensemble of somebody else. */
  Cluster cluster(String name, ExternalEnsemble ensemble) {
    return add(new Cluster(backend, namespace(), name, ensemble.labels()));
  }

  private Cluster add(Cluster cluster) {
    clusters.add(cluster);
    return cluster;
  }

  /** All clusters that the scenario has named, whether they exist or not. */
  List<Cluster> clusters() {
    return List.copyOf(clusters);
  }

  /** Deletes everything that the scenario made. */
  @Override
  public void close() {
    for (String namespace : namespaces) {
      client()
          .resources(MesosCluster.class)
          .inNamespace(namespace)
          .withTimeout(Eventually.CHANGE.toSeconds(), TimeUnit.SECONDS)
          .delete();
      client().namespaces().withName(namespace).delete();
    }
  }
}
