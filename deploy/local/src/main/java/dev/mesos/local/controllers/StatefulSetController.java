package dev.mesos.local.controllers;

import dev.mesos.local.support.EventRecorder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaim;
import io.fabric8.kubernetes.api.model.PersistentVolumeClaimBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetSpec;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatus;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Keeps StatefulSets: reads, plans by {@link StatefulPlan}, acts, writes status. */
final class StatefulSetController implements Controller.Reconciler {

  /** Asks for another look after a while. */
  interface Later {
    void enqueueAfter(Controller.Key key, Duration delay);
  }

  private final KubernetesClient client;
  private final EventRecorder events;
  private final Revisions revisions;
  private final Later later;

  StatefulSetController(KubernetesClient client, EventRecorder events, Later later) {
    this.client = client;
    this.events = events;
    this.revisions = new Revisions(client);
    this.later = later;
  }

  @Override
  public void reconcile(Controller.Key key) {
    StatefulSet set =
        client.apps().statefulSets().inNamespace(key.namespace()).withName(key.name()).get();
    if (set == null || Pods.terminating(set)) {
      return;
    }
    List<ControllerRevision> known = revisions.of(set);
    ControllerRevision update = revisions.current(set, known);
    ControllerRevision current = currentRevision(set, known).orElse(update);
    Map<Integer, Pod> pods = pods(set);
    updateClaimOwners(set, pods);
    for (StatefulPlan.Action action : StatefulPlan.of(facts(set, update, pods))) {
      act(set, action, current, update);
    }
    writeStatus(set, pods(set).values(), current, update);
    prune(set, known, current, update, pods.values());
    pods.values().stream()
        .map(pod -> Pods.untilAvailable(pod, minReady(set)))
        .flatMap(Optional::stream)
        .filter(left -> !left.isZero())
        .forEach(left -> later.enqueueAfter(key, left.plusMillis(50)));
  }

  private static StatefulPlan.Facts facts(
      StatefulSet set, ControllerRevision update, Map<Integer, Pod> pods) {
    StatefulSetSpec spec = set.getSpec();
    boolean rolling =
        spec.getUpdateStrategy() == null || !"OnDelete".equals(spec.getUpdateStrategy().getType());
    return new StatefulPlan.Facts(
        start(set),
        spec.getReplicas() == null ? 1 : spec.getReplicas(),
        "Parallel".equals(spec.getPodManagementPolicy()),
        rolling,
        partition(set),
        minReady(set),
        update.getMetadata().getName(),
        pods);
  }

  private void act(
      StatefulSet set,
      StatefulPlan.Action action,
      ControllerRevision current,
      ControllerRevision update) {
    switch (action) {
      case StatefulPlan.Create create -> {
        int ordinal = create.ordinal();
        ControllerRevision revision = ordinal < partition(set) ? current : update;
        PodTemplateSpec template =
            revision == update ? set.getSpec().getTemplate() : revisions.template(revision);
        create(
            set,
            StatefulPods.pod(set, template, revision.getMetadata().getName(), ordinal),
            ordinal);
      }
      case StatefulPlan.Delete delete -> delete(set, delete.pod());
      case StatefulPlan.Condemn condemn -> delete(set, condemn.pod());
    }
  }

  private void create(StatefulSet set, Pod pod, int ordinal) {
    for (PersistentVolumeClaim claim : StatefulPods.claims(set, ordinal)) {
      createIfMissing(set, claim);
    }
    try {
      client.pods().resource(pod).create();
    } catch (KubernetesClientException e) {
      events.warning(
          set,
          "FailedCreate",
          "create Pod %s in StatefulSet %s failed error: %s"
              .formatted(pod.getMetadata().getName(), set.getMetadata().getName(), e.getMessage()));
      throw e;
    }
    events.normal(
        set,
        "SuccessfulCreate",
        "create Pod %s in StatefulSet %s successful"
            .formatted(pod.getMetadata().getName(), set.getMetadata().getName()));
  }

  private void createIfMissing(StatefulSet set, PersistentVolumeClaim claim) {
    PersistentVolumeClaim owned =
        new PersistentVolumeClaimBuilder(claim)
            .editMetadata()
            .withOwnerReferences(StatefulPods.claimOwners(set, null))
            .endMetadata()
            .build();
    try {
      client.persistentVolumeClaims().resource(owned).create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }

  private void delete(StatefulSet set, Pod pod) {
    client.pods().resource(pod).delete();
    events.normal(
        set,
        "SuccessfulDelete",
        "delete Pod %s in StatefulSet %s successful"
            .formatted(pod.getMetadata().getName(), set.getMetadata().getName()));
  }

  /** Hangs the life of claims on the set or on condemned pods, as the retention policy says. */
  private void updateClaimOwners(StatefulSet set, Map<Integer, Pod> pods) {
    int end = start(set) + (set.getSpec().getReplicas() == null ? 1 : set.getSpec().getReplicas());
    pods.forEach((ordinal, pod) -> {
      boolean condemned = ordinal < start(set) || ordinal >= end;
      for (PersistentVolumeClaim wanted : StatefulPods.claims(set, ordinal)) {
        setOwners(wanted, StatefulPods.claimOwners(set, condemned ? pod : null));
      }
    });
  }

  private void setOwners(PersistentVolumeClaim wanted, List<OwnerReference> owners) {
    PersistentVolumeClaim claim =
        client
            .persistentVolumeClaims()
            .inNamespace(wanted.getMetadata().getNamespace())
            .withName(wanted.getMetadata().getName())
            .get();
    if (claim == null || Pods.terminating(claim)) {
      return;
    }
    List<OwnerReference> has =
        claim.getMetadata().getOwnerReferences() == null
            ? List.of()
            : claim.getMetadata().getOwnerReferences();
    if (!uids(has).equals(uids(owners))) {
      client
          .persistentVolumeClaims()
          .resource(claim)
          .edit(c ->
              new PersistentVolumeClaimBuilder(c)
                  .editMetadata()
                  .withOwnerReferences(owners)
                  .endMetadata()
                  .build());
    }
  }

  private static Set<String> uids(List<OwnerReference> owners) {
    Set<String> uids = new HashSet<>();
    owners.forEach(o -> uids.add(o.getUid()));
    return uids;
  }

  private void writeStatus(
      StatefulSet set,
      Collection<Pod> pods,
      ControllerRevision current,
      ControllerRevision update) {
    String currentName = current.getMetadata().getName();
    String updateName = update.getMetadata().getName();
    List<Pod> living = pods.stream().filter(p -> !Pods.terminating(p)).toList();
    int replicas = pods.size();
    int updated = count(living, p -> StatefulPlan.revision(p).equals(updateName));
    int ready = count(pods, Pods::runningAndReady);
    // an update is complete when all pods are new and ready: then the new revision is the current
    boolean complete = updated == replicas && ready == replicas;
    String effective = complete ? updateName : currentName;
    StatefulSetStatus status =
        new StatefulSetStatusBuilder()
            .withObservedGeneration(set.getMetadata().getGeneration())
            .withReplicas(replicas)
            .withReadyReplicas(ready)
            .withAvailableReplicas(count(pods, p -> Pods.available(p, minReady(set))))
            .withCurrentReplicas(count(living, p -> StatefulPlan.revision(p).equals(effective)))
            .withUpdatedReplicas(updated)
            .withCurrentRevision(effective)
            .withUpdateRevision(updateName)
            .withCollisionCount(0)
            .build();
    if (!status.equals(set.getStatus())) {
      StatefulSet changed = new StatefulSet();
      changed.setMetadata(set.getMetadata());
      changed.setSpec(set.getSpec());
      changed.setStatus(status);
      client.apps().statefulSets().resource(changed).updateStatus();
    }
  }

  private void prune(
      StatefulSet set,
      List<ControllerRevision> known,
      ControllerRevision current,
      ControllerRevision update,
      Collection<Pod> pods) {
    Set<String> inUse = new HashSet<>();
    inUse.add(current.getMetadata().getName());
    inUse.add(update.getMetadata().getName());
    pods.forEach(p -> inUse.add(StatefulPlan.revision(p)));
    revisions.prune(set, known, inUse);
  }

  private Map<Integer, Pod> pods(StatefulSet set) {
    Map<Integer, Pod> result = new TreeMap<>();
    for (Pod pod : new ArrayList<>(Pods.ownedBy(client, set, set.getSpec().getSelector()))) {
      OptionalInt ordinal = StatefulPods.ordinal(set, pod.getMetadata().getName());
      if (ordinal.isPresent()) {
        result.put(ordinal.getAsInt(), pod);
      }
    }
    return result;
  }

  private static Optional<ControllerRevision> currentRevision(
      StatefulSet set, List<ControllerRevision> known) {
    @Nullable String name = set.getStatus() == null ? null : set.getStatus().getCurrentRevision();
    return known.stream().filter(r -> r.getMetadata().getName().equals(name)).findFirst();
  }

  private static int count(Collection<Pod> pods, java.util.function.Predicate<Pod> condition) {
    return (int) pods.stream().filter(condition).count();
  }

  private static int start(StatefulSet set) {
    return set.getSpec().getOrdinals() == null || set.getSpec().getOrdinals().getStart() == null
        ? 0
        : set.getSpec().getOrdinals().getStart();
  }

  private static int partition(StatefulSet set) {
    return Optional.ofNullable(set.getSpec().getUpdateStrategy())
        .map(s -> s.getRollingUpdate())
        .map(r -> r.getPartition())
        .orElse(0);
  }

  private static int minReady(StatefulSet set) {
    return set.getSpec().getMinReadySeconds() == null ? 0 : set.getSpec().getMinReadySeconds();
  }
}
