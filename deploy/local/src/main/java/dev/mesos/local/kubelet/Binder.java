package dev.mesos.local.kubelet;

import dev.mesos.local.support.EventRecorder;
import io.fabric8.kubernetes.api.model.Binding;
import io.fabric8.kubernetes.api.model.BindingBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The scheduler: there is one node, so every pod goes there. */
final class Binder {

  private static final Logger LOG = LoggerFactory.getLogger(Binder.class);

  private final KubernetesClient client;
  private final EventRecorder events;

  Binder(KubernetesClient client, EventRecorder events) {
    this.client = client;
    this.events = events;
  }

  /** Binds a pod; one that is bound or gone already is left alone. */
  void bind(Pod pod) {
    if (pod.getMetadata().getDeletionTimestamp() != null
        || (pod.getSpec().getSchedulingGates() != null
            && !pod.getSpec().getSchedulingGates().isEmpty())) {
      return;
    }
    String namespace = pod.getMetadata().getNamespace();
    String name = pod.getMetadata().getName();
    Binding binding =
        new BindingBuilder()
            .withNewMetadata()
            .withName(name)
            .withNamespace(namespace)
            .withUid(pod.getMetadata().getUid())
            .endMetadata()
            .withNewTarget()
            .withApiVersion("v1")
            .withKind("Node")
            .withName(Kubelet.NODE)
            .endTarget()
            .build();
    try {
      client.raw(
          "/api/v1/namespaces/%s/pods/%s/binding".formatted(namespace, name), "POST", binding);
      events.normal(
          pod,
          "Scheduled",
          "Successfully assigned %s/%s to %s".formatted(namespace, name, Kubelet.NODE));
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT
          && e.getCode() != HttpURLConnection.HTTP_NOT_FOUND) {
        LOG.warn("pod not bound pod={}/{}: {}", namespace, name, e.getMessage());
      }
    }
  }
}
