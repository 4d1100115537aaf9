package dev.mesos.local.controllers;

import dev.mesos.local.support.EventRecorder;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentCondition;
import io.fabric8.kubernetes.api.model.apps.DeploymentConditionBuilder;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatus;
import io.fabric8.kubernetes.api.model.apps.DeploymentStatusBuilder;
import io.fabric8.kubernetes.api.model.apps.ReplicaSet;
import io.fabric8.kubernetes.api.model.apps.ReplicaSetBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;

/** Keeps Deployments: one ReplicaSet for each template, the newest grows as the others shrink. */
final class DeploymentController implements Controller.Reconciler {

  private static final String HASH = "pod-template-hash";
  private static final String REVISION = "deployment.kubernetes.io/revision";
  private static final int DEFAULT_HISTORY = 10;

  private final KubernetesClient client;
  private final EventRecorder events;

  DeploymentController(KubernetesClient client, EventRecorder events) {
    this.client = client;
    this.events = events;
  }

  @Override
  public void reconcile(Controller.Key key) {
    Deployment deployment =
        client.apps().deployments().inNamespace(key.namespace()).withName(key.name()).get();
    if (deployment == null || Pods.terminating(deployment)) {
      return;
    }
    List<ReplicaSet> all = owned(deployment);
    String hash = TemplateHash.of(deployment.getSpec().getTemplate());
    ReplicaSet current =
        all.stream()
            .filter(set -> hash.equals(set.getMetadata().getLabels().get(HASH)))
            .findFirst()
            .orElseGet(() -> create(deployment, hash, all));
    List<ReplicaSet> old = all.stream().filter(set -> !sameObject(set, current)).toList();
    if (!Boolean.TRUE.equals(deployment.getSpec().getPaused())) {
      roll(deployment, current, old);
    }
    writeStatus(deployment, current, owned(deployment));
    prune(deployment, old);
  }

  private void roll(Deployment deployment, ReplicaSet current, List<ReplicaSet> old) {
    int wanted = replicas(deployment);
    int oldReplicas = sum(old, DeploymentController::replicas);
    if (oldReplicas == 0) {
      scale(deployment, current, wanted);
      return;
    }
    boolean recreate =
        deployment.getSpec().getStrategy() != null
            && "Recreate".equals(deployment.getSpec().getStrategy().getType());
    if (recreate) {
      old.forEach(set -> scale(deployment, set, 0));
      if (old.stream().allMatch(set -> podsOf(set).isEmpty())) {
        scale(deployment, current, wanted);
      }
      return;
    }
    int surge = bound(deployment, true, wanted);
    int unavailable = bound(deployment, false, wanted);
    if (surge == 0 && unavailable == 0) {
      unavailable = 1;
    }
    int room = wanted + surge - replicas(current) - oldReplicas;
    int grown = Math.min(wanted, replicas(current) + Math.max(0, room));
    scale(deployment, current, grown);
    int available = available(current) + sum(old, DeploymentController::available);
    // pods of the new set that are not available yet must not let the old ones go
    int spare = available - (wanted - unavailable);
    for (ReplicaSet set : old) {
      int unready = replicas(set) - available(set);
      int shrink = Math.min(replicas(set), unready + Math.max(0, spare));
      if (shrink > 0) {
        spare -= Math.max(0, shrink - unready);
        scale(deployment, set, replicas(set) - shrink);
      }
    }
  }

  private void scale(Deployment deployment, ReplicaSet set, int replicas) {
    int before = replicas(set);
    if (before == replicas) {
      return;
    }
    client
        .apps()
        .replicaSets()
        .inNamespace(set.getMetadata().getNamespace())
        .withName(set.getMetadata().getName())
        .edit(s -> new ReplicaSetBuilder(s).editSpec().withReplicas(replicas).endSpec().build());
    events.normal(
        deployment,
        "ScalingReplicaSet",
        "Scaled %s replica set %s from %d to %d"
            .formatted(
                replicas > before ? "up" : "down", set.getMetadata().getName(), before, replicas));
  }

  private ReplicaSet create(Deployment deployment, String hash, List<ReplicaSet> all) {
    int revision = 1 + all.stream().mapToInt(DeploymentController::revision).max().orElse(0);
    ReplicaSet set =
        new ReplicaSetBuilder()
            .withNewMetadata()
            .withName(deployment.getMetadata().getName() + "-" + hash)
            .withNamespace(deployment.getMetadata().getNamespace())
            .withLabels(deployment.getSpec().getTemplate().getMetadata().getLabels())
            .addToLabels(HASH, hash)
            .withAnnotations(Map.of(REVISION, Integer.toString(revision)))
            .withOwnerReferences(Pods.controllerReference(deployment))
            .endMetadata()
            .withNewSpec()
            .withReplicas(all.isEmpty() ? replicas(deployment) : 0)
            .withMinReadySeconds(deployment.getSpec().getMinReadySeconds())
            .withNewSelectorLike(deployment.getSpec().getSelector())
            .addToMatchLabels(HASH, hash)
            .endSelector()
            .withNewTemplateLike(deployment.getSpec().getTemplate())
            .editMetadata()
            .addToLabels(HASH, hash)
            .endMetadata()
            .endTemplate()
            .endSpec()
            .build();
    return client.apps().replicaSets().resource(set).create();
  }

  private void writeStatus(Deployment deployment, ReplicaSet current, List<ReplicaSet> all) {
    int total = sum(all, s -> s.getStatus() == null ? 0 : orZero(s.getStatus().getReplicas()));
    int ready = sum(all, s -> s.getStatus() == null ? 0 : orZero(s.getStatus().getReadyReplicas()));
    int available = sum(all, DeploymentController::available);
    int updated =
        all.stream()
            .filter(s -> sameObject(s, current))
            .mapToInt(s -> s.getStatus() == null ? 0 : orZero(s.getStatus().getReplicas()))
            .sum();
    int wanted = replicas(deployment);
    boolean enough = available >= wanted - bound(deployment, false, wanted);
    boolean complete = updated == wanted && total == wanted && available == wanted;
    DeploymentStatus status =
        new DeploymentStatusBuilder()
            .withObservedGeneration(deployment.getMetadata().getGeneration())
            .withReplicas(total)
            .withUpdatedReplicas(updated)
            .withReadyReplicas(ready)
            .withAvailableReplicas(available)
            .withUnavailableReplicas(Math.max(0, Math.max(wanted, total) - available))
            .withConditions(
                condition(
                    deployment,
                    "Available",
                    enough,
                    enough ? "MinimumReplicasAvailable" : "MinimumReplicasUnavailable",
                    enough
                        ? "Deployment has minimum availability."
                        : "Deployment does not have minimum availability."),
                condition(
                    deployment,
                    "Progressing",
                    true,
                    complete ? "NewReplicaSetAvailable" : "ReplicaSetUpdated",
                    "ReplicaSet \"%s\" %s."
                        .formatted(
                            current.getMetadata().getName(),
                            complete ? "has successfully progressed" : "is progressing")))
            .build();
    if (!status.equals(deployment.getStatus())) {
      Deployment changed = new Deployment();
      changed.setMetadata(deployment.getMetadata());
      changed.setSpec(deployment.getSpec());
      changed.setStatus(status);
      client.apps().deployments().resource(changed).updateStatus();
    }
  }

  private static DeploymentCondition condition(
      Deployment deployment, String type, boolean value, String reason, String message) {
    String status = value ? "True" : "False";
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Optional<DeploymentCondition> before =
        deployment.getStatus() == null || deployment.getStatus().getConditions() == null
            ? Optional.empty()
            : deployment.getStatus().getConditions().stream()
                .filter(c -> c.getType().equals(type))
                .findFirst();
    boolean same =
        before
            .filter(c -> c.getStatus().equals(status) && reason.equals(c.getReason()))
            .isPresent();
    return new DeploymentConditionBuilder()
        .withType(type)
        .withStatus(status)
        .withReason(reason)
        .withMessage(message)
        .withLastUpdateTime(same ? before.get().getLastUpdateTime() : now)
        .withLastTransitionTime(
            before
                .filter(c -> c.getStatus().equals(status))
                .map(DeploymentCondition::getLastTransitionTime)
                .orElse(now))
        .build();
  }

  private void prune(Deployment deployment, List<ReplicaSet> old) {
    Integer limit = deployment.getSpec().getRevisionHistoryLimit();
    List<ReplicaSet> empty =
        old.stream()
            .filter(set -> replicas(set) == 0 && podsOf(set).isEmpty())
            .sorted(Comparator.comparing(DeploymentController::revision))
            .toList();
    int surplus = empty.size() - (limit == null ? DEFAULT_HISTORY : limit);
    for (int i = 0; i < surplus; i++) {
      client.apps().replicaSets().resource(empty.get(i)).delete();
    }
  }

  private List<ReplicaSet> owned(Deployment deployment) {
    return client
        .apps()
        .replicaSets()
        .inNamespace(deployment.getMetadata().getNamespace())
        .withLabelSelector(deployment.getSpec().getSelector())
        .list()
        .getItems()
        .stream()
        .filter(set -> Pods.isOwner(deployment, set) && !Pods.terminating(set))
        .toList();
  }

  private List<Pod> podsOf(ReplicaSet set) {
    return Pods.ownedBy(client, set, set.getSpec().getSelector());
  }

  private static int bound(Deployment deployment, boolean surge, int replicas) {
    IntOrString value =
        Optional.ofNullable(deployment.getSpec().getStrategy())
            .map(s -> s.getRollingUpdate())
            .map(r -> surge ? r.getMaxSurge() : r.getMaxUnavailable())
            .orElse(new IntOrString("25%"));
    return scaled(value, replicas, surge);
  }

  /** A number, or a share of the replicas rounded up or down. */
  static int scaled(IntOrString value, int replicas, boolean up) {
    if (value.getIntVal() != null) {
      return value.getIntVal();
    }
    BigDecimal percent = new BigDecimal(value.getStrVal().replace("%", ""));
    return percent
        .multiply(BigDecimal.valueOf(replicas))
        .divide(BigDecimal.valueOf(100), 0, up ? RoundingMode.CEILING : RoundingMode.FLOOR)
        .intValueExact();
  }

  private static boolean sameObject(ReplicaSet a, ReplicaSet b) {
    return a.getMetadata().getUid().equals(b.getMetadata().getUid());
  }

  private static int revision(ReplicaSet set) {
    Map<String, String> annotations = set.getMetadata().getAnnotations();
    String value = annotations == null ? null : annotations.get(REVISION);
    return value == null ? 0 : Integer.parseInt(value);
  }

  private static int replicas(Deployment deployment) {
    Integer replicas = deployment.getSpec().getReplicas();
    return replicas == null ? 1 : replicas;
  }

  private static int replicas(ReplicaSet set) {
    return orZero(set.getSpec().getReplicas());
  }

  private static int available(ReplicaSet set) {
    return set.getStatus() == null ? 0 : orZero(set.getStatus().getAvailableReplicas());
  }

  private static int sum(List<ReplicaSet> sets, ToIntFunction<ReplicaSet> value) {
    return sets.stream().mapToInt(value).sum();
  }

  private static int orZero(@Nullable Integer value) {
    return value == null ? 0 : value;
  }
}
