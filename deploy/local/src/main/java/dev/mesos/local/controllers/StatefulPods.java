package dev.mesos.local.controllers;

import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The pods and claims of a StatefulSet as they should be. Pure. */
final class StatefulPods {

  static final String REVISION = "controller-revision-hash";
  private static final String POD_NAME = "statefulset.kubernetes.io/pod-name";
  private static final String POD_INDEX = "apps.kubernetes.io/pod-index";

  private StatefulPods() {}

  static Pod pod(StatefulSet set, PodTemplateSpec template, String revision, int ordinal) {
    String name = name(set, ordinal);
    Pod pod =
        new PodBuilder()
            .withNewMetadataLike(template.getMetadata())
            .withName(name)
            .withNamespace(set.getMetadata().getNamespace())
            .addToLabels(POD_NAME, name)
            .addToLabels(POD_INDEX, Integer.toString(ordinal))
            .addToLabels(REVISION, revision)
            .withOwnerReferences(Pods.controllerReference(set))
            .endMetadata()
            .withNewSpecLike(template.getSpec())
            .withHostname(name)
            .withSubdomain(set.getSpec().getServiceName())
            .endSpec()
            .build();
    pod.getSpec().setVolumes(volumes(set, pod, ordinal));
    return pod;
  }

  /** The claims of one pod. */
  static List<PersistentVolumeClaim> claims(StatefulSet set, int ordinal) {
    List<PersistentVolumeClaim> result = new ArrayList<>();
    for (PersistentVolumeClaim template : templates(set)) {
      PersistentVolumeClaimBuilder builder =
          new PersistentVolumeClaimBuilder()
              .withNewMetadata()
              .withName(claimName(set, template, ordinal))
              .withNamespace(set.getMetadata().getNamespace())
              .withAnnotations(template.getMetadata().getAnnotations())
              .withLabels(template.getMetadata().getLabels())
              .addToLabels(set.getSpec().getSelector().getMatchLabels())
              .endMetadata()
              .withSpec(template.getSpec());
      result.add(builder.build());
    }
    return result;
  }

  /**
   * Who a claim's life hangs on by the retention policy: the set, the pod that is being scaled
   * away, or nobody.
   */
  static List<OwnerReference> claimOwners(StatefulSet set, @Nullable Pod condemned) {
    List<OwnerReference> owners = new ArrayList<>();
    if (deletes(set, true)) {
      owners.add(
          new OwnerReferenceBuilder(Pods.controllerReference(set))
              .withController(null)
              .withBlockOwnerDeletion(null)
              .build());
    }
    if (condemned != null && deletes(set, false)) {
      owners.add(
          new OwnerReferenceBuilder()
              .withApiVersion("v1")
              .withKind("Pod")
              .withName(condemned.getMetadata().getName())
              .withUid(condemned.getMetadata().getUid())
              .build());
    }
    return owners;
  }

  static String name(StatefulSet set, int ordinal) {
    return set.getMetadata().getName() + "-" + ordinal;
  }

  /** The ordinal in a pod's name, empty if it is not one of the set's names. */
  static OptionalInt ordinal(StatefulSet set, String podName) {
    String prefix = set.getMetadata().getName() + "-";
    if (!podName.startsWith(prefix) || !podName.substring(prefix.length()).matches("\\d{1,9}")) {
      return OptionalInt.empty();
    }
    return OptionalInt.of(Integer.parseInt(podName.substring(prefix.length())));
  }

  private static boolean deletes(StatefulSet set, boolean whenDeleted) {
    return Optional.ofNullable(set.getSpec().getPersistentVolumeClaimRetentionPolicy())
        .map(p -> whenDeleted ? p.getWhenDeleted() : p.getWhenScaled())
        .filter("Delete"::equals)
        .isPresent();
  }

  private static List<Volume> volumes(StatefulSet set, Pod pod, int ordinal) {
    List<PersistentVolumeClaim> templates = templates(set);
    List<Volume> result = new ArrayList<>();
    for (PersistentVolumeClaim template : templates) {
      result.add(
          new VolumeBuilder()
              .withName(template.getMetadata().getName())
              .withNewPersistentVolumeClaim(claimName(set, template, ordinal), null)
              .build());
    }
    if (pod.getSpec().getVolumes() != null) {
      pod.getSpec().getVolumes().stream()
          .filter(
              v -> templates.stream().noneMatch(t -> t.getMetadata().getName().equals(v.getName())))
          .forEach(result::add);
    }
    return result;
  }

  private static List<PersistentVolumeClaim> templates(StatefulSet set) {
    List<PersistentVolumeClaim> templates = set.getSpec().getVolumeClaimTemplates();
    return templates == null ? List.of() : templates;
  }

  private static String claimName(StatefulSet set, PersistentVolumeClaim template, int ordinal) {
    return template.getMetadata().getName() + "-" + name(set, ordinal);
  }
}
