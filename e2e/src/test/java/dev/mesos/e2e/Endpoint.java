package dev.mesos.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.LocalPortForward;
import java.io.Closeable;
import java.io.IOException;

/**
 * A TCP address on this machine that leads to a port of a pod, until it is closed.
 *
 * @param way what keeps it open
 */
record Endpoint(String host, int port, Closeable way) implements Closeable {

  /** A port-forward through the API server, as {@code kubectl port-forward} does it. */
  static Endpoint forward(KubernetesClient client, String namespace, String pod, int port) {
    LocalPortForward forward = client.pods().inNamespace(namespace).withName(pod).portForward(port);
    return new Endpoint("127.0.0.1", forward.getLocalPort(), forward);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }

  @Override
  public void close() throws IOException {
    way.close();
  }
}
