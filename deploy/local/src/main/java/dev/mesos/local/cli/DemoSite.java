package dev.mesos.local.cli;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;

/** Where the demo runs. */
interface DemoSite extends AutoCloseable {

  KubernetesClient client();

  String namespace();

  /** Makes sure that the operator runs there, or is about to. */
  void prepare() throws IOException;

  /** Ends a pod's process as hard as this place allows. */
  void crash(String pod) throws IOException;

  /** How to go on by oneself, a line each. */
  String hints();

  @Override
  void close();
}
