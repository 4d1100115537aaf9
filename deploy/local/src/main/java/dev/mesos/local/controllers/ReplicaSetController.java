package dev.mesos.local.controllers;

import dev.mesos.local.support.EventRecorder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatus;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;

/** Keeps as many pods of a ReplicaSet as it asks for. */
final class ReplicaSetController implements Controller.Reconciler {

  private final KubernetesClient client;
  private final EventRecorder events;

  ReplicaSetController(KubernetesClient client, EventRecorder events) {
    this.client = client;
    this.events = events;
  }

  @Override
  public void reconcile(Controller.Key key) {
    ReplicaSet set =
        client.apps().replicaSets().inNamespace(key.namespace()).withName(key.name()).get();
    if (set == null || Pods.terminating(set)) {
      return;
    }
    List<Pod> active = active(set);
    int wanted = set.getSpec().getReplicas() == null ? 1 : set.getSpec().getReplicas();
    for (int i = active.size(); i < wanted; i++) {
      create(set);
    }
    active.stream()
        .sorted(Comparator.comparing(ReplicaSetController::worth))
        .limit(Math.max(0, active.size() - wanted))
        .forEach(pod -> delete(set, pod));
    writeStatus(set, active(set));
  }

  /** What is deleted first: not ready before ready, young before old. */
  private static String worth(Pod pod) {
    // the newer the less worth: creation times sort as text, so each digit is complemented
    String age =
        pod.getMetadata()
            .getCreationTimestamp()
            .chars()
            .map(c -> Character.isDigit(c) ? '9' - (c - '0') : c)
            .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
            .toString();
    return (Pods.ready(pod) ? "1" : "0") + age;
  }

  private void create(ReplicaSet set) {
    Pod pod =
        new PodBuilder()
            .withNewMetadataLike(set.getSpec().getTemplate().getMetadata())
            .withName(null)
            .withGenerateName(set.getMetadata().getName() + "-")
            .withNamespace(set.getMetadata().getNamespace())
            .withOwnerReferences(Pods.controllerReference(set))
            .endMetadata()
            .withSpec(set.getSpec().getTemplate().getSpec())
            .build();
    Pod created = client.pods().resource(pod).create();
    events.normal(set, "SuccessfulCreate", "Created pod: " + created.getMetadata().getName());
  }

  private void delete(ReplicaSet set, Pod pod) {
    client.pods().resource(pod).delete();
    events.normal(set, "SuccessfulDelete", "Deleted pod: " + pod.getMetadata().getName());
  }

  private List<Pod> active(ReplicaSet set) {
    return Pods.ownedBy(client, set, set.getSpec().getSelector()).stream()
        .filter(pod -> !Pods.terminating(pod) && !Pods.finished(pod))
        .toList();
  }

  private void writeStatus(ReplicaSet set, List<Pod> pods) {
    int ready = (int) pods.stream().filter(Pods::ready).count();
    ReplicaSetStatus status =
        new ReplicaSetStatusBuilder()
            .withReplicas(pods.size())
            .withFullyLabeledReplicas(pods.size())
            .withReadyReplicas(ready)
            .withAvailableReplicas(ready)
            .withObservedGeneration(set.getMetadata().getGeneration())
            .build();
    if (!status.equals(set.getStatus())) {
      ReplicaSet changed = new ReplicaSet();
      changed.setMetadata(set.getMetadata());
      changed.setSpec(set.getSpec());
      changed.setStatus(status);
      client.apps().replicaSets().resource(changed).updateStatus();
    }
  }
}
