package dev.mesos.local.controllers;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.ServiceAccountBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.net.HttpURLConnection;

/** Gives each namespace its ServiceAccount {@code default}. */
final class NamespaceController implements Controller.Reconciler {

  private final KubernetesClient client;

  NamespaceController(KubernetesClient client) {
    this.client = client;
  }

  @Override
  public void reconcile(Controller.Key key) {
    Namespace namespace = client.namespaces().withName(key.name()).get();
    if (namespace == null
        || Pods.terminating(namespace)
        || client.serviceAccounts().inNamespace(key.name()).withName("default").get() != null) {
      return;
    }
    try {
      client
          .serviceAccounts()
          .resource(
              new ServiceAccountBuilder()
                  .withNewMetadata()
                  .withName("default")
                  .withNamespace(key.name())
                  .endMetadata()
                  .build())
          .create();
    } catch (KubernetesClientException e) {
      if (e.getCode() != HttpURLConnection.HTTP_CONFLICT) {
        throw e;
      }
    }
  }
}
