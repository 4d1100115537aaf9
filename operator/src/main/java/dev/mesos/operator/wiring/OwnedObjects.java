package dev.mesos.operator.wiring;

import dev.mesos.crds.MesosCluster;
import dev.mesos.operator.dereference.EndedMasters;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.coordination.v1.Lease;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.javaoperatorsdk.operator.api.config.informer.InformerEventSourceConfiguration;
import io.javaoperatorsdk.operator.api.reconciler.EventSourceContext;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.javaoperatorsdk.operator.processing.event.source.EventSource;
import io.javaoperatorsdk.operator.processing.event.source.SecondaryToPrimaryMapper;
import io.javaoperatorsdk.operator.processing.event.source.informer.InformerEventSource;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What the operator keeps an eye on: objects with its label, and of the pods only the masters'. The
 * label, not the owner, says which cluster an object belongs to: pods are owned by StatefulSets,
 * and a Secret that is kept is owned by nobody.
 */
final class OwnedObjects {
  private static final String OURS = Labels.MANAGED_BY + "=" + Labels.MANAGER;
  private static final String MASTERS =
      OURS + "," + Labels.COMPONENT + "=" + Component.MASTER.label();

  private OwnedObjects() {}

  /**
   * @param ended told of every version of a master's pod, also of the last one before it goes
   */
  static List<EventSource<?, MesosCluster>> sources(
      EventSourceContext<MesosCluster> context, EndedMasters ended) {
    return List.of(
        source(StatefulSet.class, OURS, OwnedObjects::cluster, context),
        source(Service.class, OURS, OwnedObjects::cluster, context),
        source(ConfigMap.class, OURS, OwnedObjects::cluster, context),
        source(Secret.class, OURS, OwnedObjects::cluster, context),
        source(PodDisruptionBudget.class, OURS, OwnedObjects::cluster, context),
        source(Lease.class, OURS, OwnedObjects::cluster, context),
        source(
            Pod.class,
            MASTERS,
            pod -> {
              ended.note(pod);
              return cluster(pod);
            },
            context));
  }

  private static <T extends HasMetadata> EventSource<T, MesosCluster> source(
      Class<T> type,
      String selector,
      SecondaryToPrimaryMapper<T> cluster,
      EventSourceContext<MesosCluster> context) {
    return new InformerEventSource<>(
        InformerEventSourceConfiguration.from(type, MesosCluster.class)
            .withLabelSelector(selector)
            .withSecondaryToPrimaryMapper(cluster)
            .withNamespacesInheritedFromController()
            .build(),
        context);
  }

  private static Set<ResourceID> cluster(HasMetadata object) {
    Map<String, String> labels = object.getMetadata().getLabels();
    String name = labels == null ? null : labels.get(Labels.CLUSTER);
    return name == null
        ? Set.of()
        : Set.of(new ResourceID(name, object.getMetadata().getNamespace()));
  }
}
