package dev.mesos.e2e;

import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.jdkhttp.JdkHttpClientFactory;

/**
 * The scenarios' clients, on the JDK's HTTP client: with Fabric8's usual one, a forwarded
 * connection in some hundreds stalls. It asks for the next message from another thread than the one
 * that messages arrive on, and a message that arrives just then waits for good.
 */
final class Clients {
  private Clients() {}

  static KubernetesClient of(Config config) {
    return new KubernetesClientBuilder()
        .withConfig(config)
        .withHttpClientFactory(new JdkHttpClientFactory())
        .build();
  }
}
