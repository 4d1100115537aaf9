package dev.mesos.e2e;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** What is kept of a failed scenario: logs, events, resources and znodes. */
final class Remains {
  private static final Path ROOT = Path.of("target", "scenarios");

  private final Scene scene;
  private final KubernetesClient client;

  Remains(Scene scene) {
    this.scene = scene;
    this.client = scene.client();
  }

  /** Something to write down; whatever it throws is written down in its place. */
  @FunctionalInterface
  private interface Source {
    String read() throws Exception;
  }

  void keep(String name) {
    Path folder = ROOT.resolve(name);
    for (String namespace : scene.namespaces()) {
      keepNamespace(folder.resolve(namespace), namespace);
    }
    for (Cluster cluster : scene.clusters()) {
      keepCluster(folder.resolve(cluster.namespace()), cluster);
    }
    keepNamespace(folder.resolve(Operator.NAMESPACE), Operator.NAMESPACE);
  }

  private void keepNamespace(Path folder, String namespace) {
    write(folder.resolve("events.txt"), () -> events(namespace));
    write(
        folder.resolve("objects.yaml"),
        () ->
            Serialization.asYaml(client.pods().inNamespace(namespace).list().getItems())
                + Serialization.asYaml(
                    client.apps().statefulSets().inNamespace(namespace).list().getItems())
                + Serialization.asYaml(
                    client.persistentVolumeClaims().inNamespace(namespace).list().getItems()));
    for (Pod pod : client.pods().inNamespace(namespace).list().getItems()) {
      for (Container container : pod.getSpec().getContainers()) {
        var log =
            client
                .pods()
                .inNamespace(namespace)
                .withName(pod.getMetadata().getName())
                .inContainer(container.getName());
        String file = pod.getMetadata().getName() + "." + container.getName();
        write(folder.resolve(file + ".log"), log::getLog);
        boolean restarted =
            pod.getStatus().getContainerStatuses().stream()
                .anyMatch(status -> status.getRestartCount() > 0);
        if (restarted) {
          write(folder.resolve(file + ".previous.log"), () -> log.terminated().getLog());
        }
      }
    }
  }

  private void keepCluster(Path folder, Cluster cluster) {
    write(
        folder.resolve("mesoscluster-" + cluster.name() + ".yaml"),
        () -> Serialization.asYaml(cluster.get()));
    write(
        folder.resolve("znodes-" + cluster.name() + ".txt"),
        () -> cluster.zooKeeper(view -> view.tree("/")));
  }

  private String events(String namespace) {
    List<Event> events = client.v1().events().inNamespace(namespace).list().getItems();
    return events.stream()
        .map(event ->
            "%s x%s %s %s/%s %s: %s"
                .formatted(
                    event.getLastTimestamp() == null
                        ? event.getEventTime()
                        : event.getLastTimestamp(),
                    event.getCount(),
                    event.getType(),
                    event.getInvolvedObject().getKind(),
                    event.getInvolvedObject().getName(),
                    event.getReason(),
                    event.getMessage()))
        .sorted()
        .collect(Collectors.joining("\n"));
  }

  private static void write(Path file, Source source) {
    String text;
    try {
      text = source.read();
    } catch (Exception | AssertionError e) {
      text = "could not be read: " + e;
    }
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, text == null ? "" : text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
