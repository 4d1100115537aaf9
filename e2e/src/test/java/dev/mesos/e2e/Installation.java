package dev.mesos.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Puts the operator onto a cluster: with Helm where there is one, else from the manifests. */
sealed interface Installation {

  /** Takes the operator away again. The CRD stays, as it does for users. */
  void remove();

  static Installation install(KubernetesClient client, Path kubeconfig) {
    return Helm.isAvailable() ? Helm.install(kubeconfig) : Manifests.install(client);
  }

  /** The chart. */
  record Helm(Path kubeconfig) implements Installation {
    private static final String RELEASE = "mesos-operator";
    private static final Path LOG = Path.of("target", "helm.log");

    static boolean isAvailable() {
      try {
        return new ProcessBuilder("helm", "version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor()
            == 0;
      } catch (IOException e) {
        return false;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }

    static Helm install(Path kubeconfig) {
      Helm helm = new Helm(kubeconfig);
      Path chart = Project.ROOT.resolve("charts/mesos-operator");
      helm.run(
          "upgrade",
          "--install",
          RELEASE,
          chart.toString(),
          "--namespace",
          Operator.NAMESPACE,
          "--create-namespace");
      return helm;
    }

    @Override
    public void remove() {
      run("uninstall", RELEASE, "--namespace", Operator.NAMESPACE, "--wait");
    }

    private void run(String... arguments) {
      List<String> command = new ArrayList<>(List.of("helm"));
      command.addAll(List.of(arguments));
      ProcessBuilder builder =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(LOG.toFile()));
      builder.environment().put("KUBECONFIG", kubeconfig.toAbsolutePath().toString());
      try {
        Files.createDirectories(LOG.getParent());
        int exit = builder.start().waitFor();
        if (exit != 0) {
          throw new IllegalStateException(
              String.join(" ", command) + " ended with " + exit + ":\n" + Files.readString(LOG));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("Interrupted while helm ran", e);
      }
    }
  }

  /** The plain manifests of {@code deploy/operator}, in the order of their kustomization. */
  record Manifests(KubernetesClient client) implements Installation {
    static Manifests install(KubernetesClient client) {
      Kustomization.of(Project.ROOT.resolve("deploy/operator"))
          .resources()
          .forEach(resource ->
              client.resource(resource).fieldManager("e2e").forceConflicts().serverSideApply());
      return new Manifests(client);
    }

    @Override
    public void remove() {
      new Operator(client).deployment().delete();
    }
  }
}
