package dev.mesos.operator.build;

import dev.mesos.crds.DeletionPolicy;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Labels;
import dev.mesos.operator.model.Names;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.ValidatedCluster.Volume;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.ContainerPortBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetBuilder;
import java.util.List;
import java.util.Map;

/** What the StatefulSets of all components have in common. */
final class StatefulSets {
  private StatefulSets() {}

  /**
   * Pods start side by side: neither a quorum nor an election can form one pod at a time, and
   * slaves do not care. Updates still go one pod at a time.
   */
  static StatefulSet of(
      ValidatedCluster cluster,
      Component component,
      int replicas,
      PodTemplateSpec template,
      List<PersistentVolumeClaim> claims) {
    ClusterId id = cluster.id();
    StatefulSet set =
        new StatefulSetBuilder()
            .withMetadata(Meta.of(id, component, Names.of(id, component)))
            .withNewSpec()
            .withReplicas(replicas)
            .withServiceName(Names.headless(id, component))
            .withPodManagementPolicy("Parallel")
            .withNewSelector()
            .withMatchLabels(Labels.selector(id, component))
            .endSelector()
            .withTemplate(template)
            .withVolumeClaimTemplates(claims)
            .endSpec()
            .build();
    return claims.isEmpty() ? set : retained(set, cluster.deletionPolicy());
  }

  /** A volume outlives a scaling down in any case: what was scaled down may come back. */
  private static StatefulSet retained(StatefulSet set, DeletionPolicy policy) {
    return set.edit()
        .editSpec()
        .withNewPersistentVolumeClaimRetentionPolicy()
        .withWhenDeleted(policy.name())
        .withWhenScaled("Retain")
        .endPersistentVolumeClaimRetentionPolicy()
        .endSpec()
        .build();
  }

  static PersistentVolumeClaim claim(
      ClusterId id, Component component, String name, Volume volume) {
    return new PersistentVolumeClaimBuilder()
        .withNewMetadata()
        .withName(name)
        .withLabels(Labels.selector(id, component))
        .endMetadata()
        .withNewSpec()
        .withAccessModes("ReadWriteOnce")
        .withStorageClassName(volume.storageClassName().orElse(null))
        .withNewResources()
        .withRequests(Map.of("storage", new Quantity(volume.size())))
        .endResources()
        .endSpec()
        .build();
  }

  static ContainerPort port(String name, int port) {
    return new ContainerPortBuilder()
        .withName(name)
        .withContainerPort(port)
        .withProtocol("TCP")
        .build();
  }
}
