package dev.mesos.local.controllers;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatus;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetStatusBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.List;

/** Writes into each PodDisruptionBudget how many of its pods may be disrupted now. */
final class DisruptionBudgetController implements Controller.Reconciler {

  private final KubernetesClient client;

  DisruptionBudgetController(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void reconcile(Controller.Key key) {
    PodDisruptionBudget budget =
        client
            .policy()
            .v1()
            .podDisruptionBudget()
            .inNamespace(key.namespace())
            .withName(key.name())
            .get();
    if (budget == null || Pods.terminating(budget)) {
      return;
    }
    List<Pod> pods =
        client
            .pods()
            .inNamespace(key.namespace())
            .withLabelSelector(budget.getSpec().getSelector())
            .list()
            .getItems()
            .stream()
            .filter(pod -> !Pods.finished(pod))
            .toList();
    PodDisruptionBudgetStatus status = status(budget, pods);
    if (!same(status, budget.getStatus())) {
      budget.setStatus(status);
      client.policy().v1().podDisruptionBudget().resource(budget).updateStatus();
    }
  }

  /** The status as it should be. Pure. */
  static PodDisruptionBudgetStatus status(PodDisruptionBudget budget, List<Pod> pods) {
    int expected = pods.size();
    int healthy = (int) pods.stream().filter(p -> Pods.ready(p) && !Pods.terminating(p)).count();
    IntOrString min = budget.getSpec().getMinAvailable();
    IntOrString max = budget.getSpec().getMaxUnavailable();
    int desired =
        min != null
            ? DeploymentController.scaled(min, expected, true)
            : expected
                - DeploymentController.scaled(
                    max == null ? new IntOrString(1) : max, expected, true);
    return new PodDisruptionBudgetStatusBuilder()
        .withObservedGeneration(budget.getMetadata().getGeneration())
        .withExpectedPods(expected)
        .withCurrentHealthy(healthy)
        .withDesiredHealthy(Math.max(0, desired))
        .withDisruptionsAllowed(Math.max(0, healthy - Math.max(0, desired)))
        .build();
  }

  private static boolean same(
      PodDisruptionBudgetStatus a, @org.jspecify.annotations.Nullable PodDisruptionBudgetStatus b) {
    return b != null
        && a.getObservedGeneration().equals(b.getObservedGeneration())
        && a.getExpectedPods().equals(b.getExpectedPods())
        && a.getCurrentHealthy().equals(b.getCurrentHealthy())
        && a.getDesiredHealthy().equals(b.getDesiredHealthy())
        && a.getDisruptionsAllowed().equals(b.getDisruptionsAllowed());
  }
}
