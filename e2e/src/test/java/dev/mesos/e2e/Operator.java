package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import java.util.List;

/** The installed operator, by the name that the chart and the manifests give it. */
record Operator(KubernetesClient client) {
  static final String NAMESPACE = "mesos-system";
  static final String NAME = "mesos-operator";

  RollableScalableResource<Deployment> deployment() {
    return client.apps().deployments().inNamespace(NAMESPACE).withName(NAME);
  }

  List<Pod> pods() {
    return client
        .pods()
        .inNamespace(NAMESPACE)
        .withLabel("app.kubernetes.io/name", NAME)
        .list()
        .getItems();
  }

  void awaitReady() {
    Eventually.eventually(
        "the operator is ready",
        Eventually.CHANGE,
        () -> {
          Deployment deployment = deployment().get();
          assertThat(deployment).as("Deployment %s/%s", NAMESPACE, NAME).isNotNull();
          assertThat(deployment.getStatus().getReadyReplicas())
              .as("ready replicas of %s/%s", NAMESPACE, NAME)
              .isEqualTo(1);
        });
  }

  /** Takes the operator away and waits until no process of it is left. */
  void stop() {
    deployment().scale(0);
    Eventually.eventually(
        "the operator is gone", Eventually.CHANGE, () -> assertThat(pods()).isEmpty());
  }

  void start() {
    deployment().scale(1);
    awaitReady();
  }

  /** Replaces the operator's pod, and waits until the new one is ready and the old one gone. */
  void restart() {
    List<String> before = uids();
    pods().forEach(pod -> client.resource(pod).delete());
    Eventually.eventually(
        "the operator was replaced",
        Eventually.CHANGE,
        () -> assertThat(uids()).isNotEmpty().doesNotContainAnyElementsOf(before));
    awaitReady();
  }

  private List<String> uids() {
    return pods().stream().map(pod -> pod.getMetadata().getUid()).toList();
  }
}
