package dev.mesos.operator.build;

import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.model.Labels;
import dev.mesos.operator.model.Names;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetBuilder;

/**
 * How many pods of a component a drain may take at once. One member of ZooKeeper, whatever its
 * size: the quorum survives that, and somebody else may fail meanwhile. One master. A tenth of the
 * slaves, at least one.
 */
final class DisruptionBudgets {
  private DisruptionBudgets() {}

  static PodDisruptionBudget of(ClusterId id, Component component) {
    return new PodDisruptionBudgetBuilder()
        .withMetadata(Meta.of(id, component, Names.of(id, component)))
        .withNewSpec()
        .withMaxUnavailable(
            component == Component.SLAVE ? new IntOrString("10%") : new IntOrString(1))
        .withNewSelector()
        .withMatchLabels(Labels.selector(id, component))
        .endSelector()
        .endSpec()
        .build();
  }
}
