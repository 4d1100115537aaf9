package dev.mesos.e2e;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.testcontainers.containers.Container;
import org.testcontainers.k3s.K3sContainer;
import org.testcontainers.utility.DockerImageName;
import org.testcontainers.utility.MountableFile;

/** K3s in Docker, with our images loaded from their archives. */
final class K3sBackend implements Backend {
  private static final DockerImageName IMAGE = DockerImageName.parse("rancher/k3s:v1.33.1-k3s1");
  private static final List<String> ARCHIVES =
      List.of(
          "operator/target/mesos-operator.tar",
          "daemons/master/target/mesos-master.tar",
          "daemons/slave/target/mesos-slave.tar",
          "daemons/zookeeper/target/mesos-zookeeper.tar");

  private final K3sContainer k3s;
  private final KubeconfigBackend kubernetes;

  private K3sBackend(K3sContainer k3s, KubeconfigBackend kubernetes) {
    this.k3s = k3s;
    this.kubernetes = kubernetes;
  }

  static K3sBackend start() {
    K3sContainer k3s = new K3sContainer(IMAGE);
    k3s.start();
    try {
      for (String archive : ARCHIVES) {
        load(k3s, Project.ROOT.resolve(archive));
      }
      Path kubeconfig = Path.of("target", "k3s.kubeconfig");
      Files.writeString(kubeconfig, k3s.getKubeConfigYaml());
      return new K3sBackend(k3s, KubeconfigBackend.start(kubeconfig));
    } catch (IOException e) {
      k3s.stop();
      throw new UncheckedIOException(e);
    } catch (RuntimeException | AssertionError e) {
      k3s.stop();
      throw e;
    }
  }

  private static void load(K3sContainer k3s, Path archive) throws IOException {
    String inside = "/tmp/" + archive.getFileName();
    k3s.copyFileToContainer(MountableFile.forHostPath(archive), inside);
    try {
      Container.ExecResult result = k3s.execInContainer("ctr", "images", "import", inside);
      if (result.getExitCode() != 0) {
        throw new IllegalStateException(archive + " cannot be loaded: " + result.getStderr());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + archive + " was loaded", e);
    }
  }

  @Override
  public String name() {
    return "K3s";
  }

  @Override
  public KubernetesClient client() {
    return kubernetes.client();
  }

  @Override
  public long signal(Pod pod, Signal signal) throws IOException {
    return kubernetes.signal(pod, signal);
  }

  @Override
  public void close() {
    kubernetes.close();
    k3s.stop();
  }
}
