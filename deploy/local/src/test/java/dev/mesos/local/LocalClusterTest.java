package dev.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.local.kubelet.LocalImage;
import dev.mesos.local.kubelet.LocalImages;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LocalClusterTest {

  @TempDir static Path folder;

  static LocalCluster cluster;
  static KubernetesClient client;

  @BeforeAll
  static void start() throws Exception {
    LocalImages images =
        LocalImages.none().with("sh", new LocalImage.Program(List.of("/bin/sh", "-c")));
    cluster = LocalCluster.start(new LocalClusterConfig(0, images, folder));
    client = cluster.newClient();
  }

  @AfterAll
  static void stop() {
    client.close();
    cluster.close();
    assertThat(cluster.dataDir()).doesNotExist();
  }

  @Test
  void runsAPodAndShowsItsLog() {
    Pod pod = pod("hello", "echo hello $POD; exec sleep 1000");
    client.pods().resource(pod).create();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() ->
            client.pods().inNamespace("default").withName("hello").getLog().contains("hello"));
    client.pods().inNamespace("default").withName("hello").delete();
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> client.pods().inNamespace("default").withName("hello").get() == null);
  }

  private static Pod pod(String name, String script) {
    return new PodBuilder()
        .withNewMetadata()
        .withName(name)
        .withNamespace("default")
        .endMetadata()
        .withNewSpec()
        .withTerminationGracePeriodSeconds(1L)
        .addNewContainer()
        .withName("main")
        .withImage("sh")
        .withArgs(script)
        .endContainer()
        .endSpec()
        .build();
  }
}
