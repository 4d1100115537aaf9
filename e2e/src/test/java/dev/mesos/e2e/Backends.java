package dev.mesos.e2e;

import java.nio.file.Path;

/**
 * Chooses where the scenarios run: on the cluster of {@code E2E_KUBECONFIG} if that names a file,
 * in K3s if {@code E2E_BACKEND=k3s}, and otherwise embedded.
 */
final class Backends {
  private Backends() {}

  /** Starts the backend and installs the operator on it. */
  static Backend start() {
    Backend backend = choose();
    try {
      new Operator(backend.client()).awaitReady();
      return backend;
    } catch (RuntimeException | AssertionError e) {
      backend.close();
      throw e;
    }
  }

  private static Backend choose() {
    String kubeconfig = System.getenv("E2E_KUBECONFIG");
    if (kubeconfig != null && !kubeconfig.isEmpty()) {
      return KubeconfigBackend.start(Path.of(kubeconfig));
    }
    if ("k3s".equals(System.getenv("E2E_BACKEND"))) {
      return K3sBackend.start();
    }
    return EmbeddedBackend.start();
  }
}
