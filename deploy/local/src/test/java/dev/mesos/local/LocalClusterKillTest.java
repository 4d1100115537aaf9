package dev.mesos.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two clusters side by side in processes of their own; one is killed, one is stopped. */
class LocalClusterKillTest {

  private static final Duration LONG = Duration.ofSeconds(60);

  @TempDir Path folder;

  private final List<Process> started = new ArrayList<>();

  @AfterEach
  void stop() {
    started.forEach(Process::destroyForcibly);
  }

  @Test
  void leavesNothingBehind() throws Exception {
    Process killed = start();
    Process stopped = start();
    Path killedConfig = kubeconfig(killed);
    Path stoppedConfig = kubeconfig(stopped);
    String one = runPod(killedConfig);
    String two = runPod(stoppedConfig);
    assertThat(one).startsWith("127.64.").isNotEqualTo(two);
    assertThat(processes(killedConfig)).isGreaterThanOrEqualTo(2);

    killed.destroyForcibly();
    untilNothingIsLeft(killedConfig);
    assertThat(processes(stoppedConfig)).isGreaterThanOrEqualTo(2);

    stopped.destroy();
    untilNothingIsLeft(stoppedConfig);
    await().atMost(LONG).until(() -> !stopped.isAlive());
  }

  private static void untilNothingIsLeft(Path kubeconfig) {
    await().atMost(LONG).until(() -> processes(kubeconfig) == 0);
    await().atMost(LONG).until(() -> Files.notExists(kubeconfig.getParent()));
  }

  /** Starts a pod whose process starts another one, which does not care for signals. */
  private static String runPod(Path kubeconfig) throws IOException {
    Config config = Config.fromKubeconfig(kubeconfig.toFile());
    try (KubernetesClient client = new KubernetesClientBuilder().withConfig(config).build()) {
      String script =
          "(trap '' TERM INT; while :; do sleep 0.1; done) & while :; do sleep 0.1; done";
      client
          .pods()
          .resource(
              new PodBuilder()
                  .withNewMetadata()
                  .withName("p")
                  .withNamespace("default")
                  .endMetadata()
                  .withNewSpec()
                  .addNewContainer()
                  .withName("main")
                  .withImage("sh")
                  .withCommand("/bin/sh", "-c", script)
                  .endContainer()
                  .endSpec()
                  .build())
          .create();
      await()
          .atMost(LONG)
          .until(() -> {
            var status = client.pods().inNamespace("default").withName("p").get().getStatus();
            return status != null && "Running".equals(status.getPhase());
          });
      return client.pods().inNamespace("default").withName("p").get().getStatus().getPodIP();
    }
  }

  private Process start() throws IOException {
    Process process =
        new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                LocalCluster.class.getName(),
                "--program",
                "sh=/bin/sh",
                "--data",
                folder.toString())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    started.add(process);
    return process;
  }

  private static Path kubeconfig(Process process) throws IOException {
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    String line = reader.readLine();
    return Path.of(line.substring(line.indexOf('=') + 1));
  }

  /** The processes of that cluster's pods, found as the watchdog does not: by KUBECONFIG. */
  private static long processes(Path kubeconfig) throws IOException {
    try (Stream<Path> all = Files.list(Path.of("/proc"))) {
      return all.filter(p -> p.getFileName().toString().matches("\\d+"))
          .filter(p -> environment(p).contains("KUBECONFIG=" + kubeconfig))
          .count();
    }
  }

  private static String environment(Path process) {
    try {
      return Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1);
    } catch (IOException e) {
      return "";
    }
  }
}
