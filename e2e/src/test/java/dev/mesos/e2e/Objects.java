package dev.mesos.e2e;

import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All objects that the operator makes, whatever their kind. */
final class Objects {
  private record Kind(String group, String version, String kind, String plural) {
    ResourceDefinitionContext context() {
      return new ResourceDefinitionContext.Builder()
          .withGroup(group.isEmpty() ? null : group)
          .withVersion(version)
          .withKind(kind)
          .withPlural(plural)
          .withNamespaced(true)
          .build();
    }
  }

  private static final List<Kind> KINDS =
      List.of(
          new Kind("mesos.dev", "v1", "MesosCluster", "mesosclusters"),
          new Kind("apps", "v1", "StatefulSet", "statefulsets"),
          new Kind("apps", "v1", "Deployment", "deployments"),
          new Kind("", "v1", "Pod", "pods"),
          new Kind("", "v1", "Service", "services"),
          new Kind("", "v1", "ConfigMap", "configmaps"),
          new Kind("", "v1", "Secret", "secrets"),
          new Kind("discovery.k8s.io", "v1", "EndpointSlice", "endpointslices"),
          new Kind("policy", "v1", "PodDisruptionBudget", "poddisruptionbudgets"),
          new Kind("coordination.k8s.io", "v1", "Lease", "leases"));

  private Objects() {}

  /** Kind and name of every object, with its resource version, which any write changes. */
  static Map<String, String> versions(KubernetesClient client, String namespace) {
    return all(client, namespace)
        .collect(
            Collectors.toMap(
                Objects::title,
                object -> object.getMetadata().getResourceVersion(),
                (a, b) -> a,
                TreeMap::new));
  }

  /** Kind and name of every object that belongs to a cluster. */
  static List<String> of(KubernetesClient client, String namespace, String cluster) {
    return all(client, namespace)
        .filter(object ->
            object.getMetadata().getLabels() != null
                && cluster.equals(object.getMetadata().getLabels().get("mesos.dev/cluster")))
        .map(Objects::title)
        .toList();
  }

  static List<String> volumeClaims(KubernetesClient client, String namespace) {
    return client.persistentVolumeClaims().inNamespace(namespace).list().getItems().stream()
        .map(claim -> claim.getMetadata().getName())
        .sorted()
        .toList();
  }

  private static Stream<GenericKubernetesResource> all(KubernetesClient client, String namespace) {
    return KINDS.stream()
        .flatMap(kind ->
            client
                .genericKubernetesResources(kind.context())
                .inNamespace(namespace)
                .list()
                .getItems()
                .stream()
                .peek(object -> object.setKind(kind.kind())));
  }

  private static String title(HasMetadata object) {
    return object.getKind() + "/" + object.getMetadata().getName();
  }
}
