package dev.mesos.local.controllers;

import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The history of a StatefulSet's templates, kept as ControllerRevision objects as Kubernetes does.
 */
final class Revisions {

  private static final int DEFAULT_LIMIT = 10;

  private final KubernetesClient client;

  Revisions(KubernetesClient client) {
    this.client = client;
  }

  /** All revisions of a set, oldest first. */
  List<ControllerRevision> of(StatefulSet set) {
    return client
        .apps()
        .controllerRevisions()
        .inNamespace(set.getMetadata().getNamespace())
        .withLabels(set.getSpec().getSelector().getMatchLabels())
        .list()
        .getItems()
        .stream()
        .filter(r -> Pods.isOwner(set, r))
        .sorted(Comparator.comparing(ControllerRevision::getRevision))
        .toList();
  }

  /** The revision of the set's present template; written if it is new, and made the latest. */
  ControllerRevision current(StatefulSet set, List<ControllerRevision> known) {
    String name = set.getMetadata().getName() + "-" + TemplateHash.of(set.getSpec().getTemplate());
    long next = known.isEmpty() ? 1 : known.getLast().getRevision() + 1;
    Optional<ControllerRevision> same =
        known.stream().filter(r -> r.getMetadata().getName().equals(name)).findFirst();
    if (same.isPresent()) {
      ControllerRevision found = same.get();
      if (found.getRevision() + 1 < next) {
        return client
            .apps()
            .controllerRevisions()
            .resource(found)
            .edit(r -> new ControllerRevisionBuilder(r).withRevision(next).build());
      }
      return found;
    }
    ControllerRevision revision =
        new ControllerRevisionBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(set.getMetadata().getNamespace())
            .withLabels(set.getSpec().getTemplate().getMetadata().getLabels())
            .addToLabels(set.getSpec().getSelector().getMatchLabels())
            .withOwnerReferences(Pods.controllerReference(set))
            .endMetadata()
            .withRevision(next)
            .withData(Map.of("spec", Map.of("template", set.getSpec().getTemplate())))
            .build();
    return client.apps().controllerRevisions().resource(revision).create();
  }

  /** The template that a revision keeps. */
  PodTemplateSpec template(ControllerRevision revision) {
    Object data = revision.getData();
    if (data instanceof Map<?, ?> map
        && map.get("spec") instanceof Map<?, ?> spec
        && spec.get("template") != null) {
      return client
          .getKubernetesSerialization()
          .convertValue(spec.get("template"), PodTemplateSpec.class);
    }
    throw new IllegalStateException(
        "ControllerRevision " + revision.getMetadata().getName() + " holds no template.");
  }

  /** Deletes the oldest revisions beyond the set's limit, never one in use. */
  void prune(StatefulSet set, List<ControllerRevision> known, Set<String> inUse) {
    Integer limit = set.getSpec().getRevisionHistoryLimit();
    List<ControllerRevision> unused =
        known.stream().filter(r -> !inUse.contains(r.getMetadata().getName())).toList();
    int surplus = unused.size() - (limit == null ? DEFAULT_LIMIT : limit);
    for (int i = 0; i < surplus; i++) {
      client.apps().controllerRevisions().resource(unused.get(i)).delete();
    }
  }
}
