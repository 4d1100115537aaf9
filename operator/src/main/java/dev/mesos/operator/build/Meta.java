package dev.mesos.operator.build;

import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Labels;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.api.model.OwnerReference;
import io.fabric8.kubernetes.api.model.OwnerReferenceBuilder;

/** Names, labels and owner of the objects. */
final class Meta {
  private Meta() {}

  static ObjectMeta of(ClusterId id, String name) {
    return kept(id, name).edit().withOwnerReferences(owner(id)).build();
  }

  static ObjectMeta of(ClusterId id, Component component, String name) {
    return of(id, name).edit().withLabels(Labels.of(id, component)).build();
  }

  /** Without an owner: the object survives the resource. */
  static ObjectMeta kept(ClusterId id, String name) {
    return new ObjectMetaBuilder()
        .withName(name)
        .withNamespace(id.namespace())
        .withLabels(Labels.of(id))
        .build();
  }

  private static OwnerReference owner(ClusterId id) {
    return new OwnerReferenceBuilder()
        .withApiVersion("mesos.dev/v1")
        .withKind("MesosCluster")
        .withName(id.name())
        .withUid(id.uid())
        .withController(true)
        .withBlockOwnerDeletion(true)
        .build();
  }
}
