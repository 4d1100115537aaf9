package dev.mesos.local.controllers;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodCondition;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Questions that every controller asks about pods. */
final class Pods {

  private Pods() {}

  /** The pods that a controller owns, as they are now. */
  static List<Pod> ownedBy(KubernetesClient client, HasMetadata owner, LabelSelector selector) {
    return client
        .pods()
        .inNamespace(owner.getMetadata().getNamespace())
        .withLabelSelector(selector)
        .list()
        .getItems()
        .stream()
        .filter(pod -> isOwner(owner, pod))
        .toList();
  }

  static Optional<OwnerReference> controllerOf(HasMetadata object) {
    List<OwnerReference> owners = object.getMetadata().getOwnerReferences();
    return owners == null
        ? Optional.empty()
        : owners.stream().filter(o -> Boolean.TRUE.equals(o.getController())).findFirst();
  }

  static boolean isOwner(HasMetadata owner, HasMetadata object) {
    return controllerOf(object)
        .filter(o -> o.getUid().equals(owner.getMetadata().getUid()))
        .isPresent();
  }

  static OwnerReference controllerReference(HasMetadata owner) {
    return new OwnerReferenceBuilder()
        .withApiVersion(owner.getApiVersion())
        .withKind(owner.getKind())
        .withName(owner.getMetadata().getName())
        .withUid(owner.getMetadata().getUid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }

  static boolean terminating(HasMetadata object) {
    return object.getMetadata().getDeletionTimestamp() != null;
  }

  static boolean finished(Pod pod) {
    return inPhase(pod, "Succeeded") || inPhase(pod, "Failed");
  }

  static boolean inPhase(Pod pod, String phase) {
    return pod.getStatus() != null && phase.equals(pod.getStatus().getPhase());
  }

  static boolean ready(Pod pod) {
    return readyCondition(pod).filter(c -> "True".equals(c.getStatus())).isPresent();
  }

  static boolean runningAndReady(Pod pod) {
    return inPhase(pod, "Running") && ready(pod);
  }

  /** How long until a ready pod counts as available; empty if it is not ready. */
  static Optional<Duration> untilAvailable(Pod pod, int minReadySeconds) {
    if (!runningAndReady(pod)) {
      return Optional.empty();
    }
    Instant since =
        readyCondition(pod)
            .map(PodCondition::getLastTransitionTime)
            .map(Instant::parse)
            .orElse(Instant.EPOCH);
    Duration left = Duration.between(Instant.now(), since.plusSeconds(minReadySeconds));
    return Optional.of(minReadySeconds == 0 || left.isNegative() ? Duration.ZERO : left);
  }

  static boolean available(Pod pod, int minReadySeconds) {
    return untilAvailable(pod, minReadySeconds).filter(Duration::isZero).isPresent();
  }

  private static Optional<PodCondition> readyCondition(Pod pod) {
    return pod.getStatus() == null || pod.getStatus().getConditions() == null
        ? Optional.empty()
        : pod.getStatus().getConditions().stream()
            .filter(c -> "Ready".equals(c.getType()))
            .findFirst();
  }
}
