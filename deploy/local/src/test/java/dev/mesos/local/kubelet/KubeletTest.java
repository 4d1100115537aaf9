package dev.mesos.local.kubelet;

import static dev.mesos.local.TestPods.FOREVER;
import static dev.mesos.local.TestPods.condition;
import static dev.mesos.local.TestPods.container;
import static dev.mesos.local.TestPods.create;
import static dev.mesos.local.TestPods.events;
import static dev.mesos.local.TestPods.log;
import static dev.mesos.local.TestPods.main;
import static dev.mesos.local.TestPods.phase;
import static dev.mesos.local.TestPods.pod;
import static dev.mesos.local.TestPods.ready;
import static dev.mesos.local.TestPods.until;
import static dev.mesos.local.TestPods.untilGone;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.local.SharedCluster;
import dev.mesos.local.SharedCluster.Site;
import dev.mesos.local.TestPods;
import io.fabric8.kubernetes.api.model.ContainerStateTerminated;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.ProbeBuilder;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
class KubeletTest {

  @Test
  void runsAPodUntilItIsDeleted(Site site) {
    create(site, pod(site, "p", container(FOREVER)));

    Pod running = until(site, "p", TestPods::ready);

    assertThat(running.getSpec().getNodeName()).isEqualTo("local");
    assertThat(running.getStatus().getPodIP()).startsWith("127.64.");
    assertThat(running.getStatus().getPhase()).isEqualTo("Running");
    assertThat(condition(running, "PodScheduled")).isEqualTo("True");
    assertThat(condition(running, "Initialized")).isEqualTo("True");
    assertThat(condition(running, "ContainersReady")).isEqualTo("True");
    assertThat(main(running).getStarted()).isTrue();
    assertThat(main(running).getState().getRunning()).isNotNull();
    site.client().pods().resource(running).delete();
    untilGone(site, "p");
    await()
        .atMost(TestPods.LONG)
        .untilAsserted(() ->
            assertThat(events(site, "p"))
                .contains("Scheduled", "Pulled", "Created", "Started", "Killing"));
  }

  @Test
  void readinessIsOffWhileAPodEnds(Site site) {
    create(
        site,
        pod(site, "p", container("trap 'sleep 1; exit 0' TERM; while :; do sleep 0.1; done")));
    until(site, "p", TestPods::ready);
    site.client().pods().inNamespace(site.namespace()).withName("p").delete();
    Pod ending = until(site, "p", pod -> !ready(pod));
    assertThat(ending.getMetadata().getDeletionTimestamp()).isNotNull();
    untilGone(site, "p");
  }

  @Test
  void killsAfterTheGracePeriodWithAllThatItStarted(Site site) {
    String stubborn =
        "trap '' TERM; (trap '' TERM; while :; do sleep 0.1; done) & while :; do sleep 0.1; done";
    Pod pod = create(site, pod(site, "p", container(stubborn)));
    until(site, "p", TestPods::ready);
    Instant asked = Instant.now();
    site.client().pods().inNamespace(site.namespace()).withName("p").withGracePeriod(1).delete();
    untilGone(site, "p");
    assertThat(Duration.between(asked, Instant.now()))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(15));
    assertThat(processesOf(pod)).isZero();
  }

  @Test
  void aForcedDeletionLeavesNoProcess(Site site) {
    Pod pod = create(site, pod(site, "p", container("trap '' TERM; while :; do sleep 0.1; done")));
    until(site, "p", TestPods::ready);
    assertThat(processesOf(pod)).isPositive();
    site.client().pods().inNamespace(site.namespace()).withName("p").withGracePeriod(0).delete();
    untilGone(site, "p");
    await().atMost(TestPods.LONG).until(() -> processesOf(pod) == 0);
  }

  @Test
  void restartsACrashedContainerAtOnceThenBacksOff(Site site) {
    Pod pod = create(site, pod(site, "p", container("echo run; sleep 0.3; exit 3")));
    Pod crashed =
        until(
            site,
            "p",
            p ->
                main(p).getState().getWaiting() != null
                    && "CrashLoopBackOff".equals(main(p).getState().getWaiting().getReason()));
    ContainerStateTerminated last = main(crashed).getLastState().getTerminated();
    assertThat(last.getExitCode()).isEqualTo(3);
    assertThat(last.getReason()).isEqualTo("Error");
    assertThat(main(crashed).getRestartCount()).isEqualTo(2);
    assertThat(crashed.getStatus().getPhase()).isEqualTo("Running");
    assertThat(ready(crashed)).isFalse();
    assertThat(log(site, pod, "main", 0)).isEqualTo("run\n");
    assertThat(log(site, pod, "main", 1)).isEqualTo("run\n");
    assertThat(log(site, pod, "main", 2)).isEmpty();
  }

  @Test
  void aKilledContainerComesBack(Site site) throws Exception {
    create(site, pod(site, "p", container(FOREVER)));
    until(site, "p", TestPods::ready);
    site.cluster().kill(site.namespace(), "p", null);
    Pod again = until(site, "p", p -> main(p).getRestartCount() == 1 && ready(p));
    assertThat(main(again).getLastState().getTerminated().getExitCode()).isEqualTo(137);
  }

  @Test
  void finishesByRestartPolicy(Site site) {
    create(
        site,
        pod(site, "good", container("exit 0")).editSpec().withRestartPolicy("Never").endSpec());
    create(
        site,
        pod(site, "bad", container("exit 2")).editSpec().withRestartPolicy("Never").endSpec());
    create(
        site,
        pod(site, "once", container("exit 0")).editSpec().withRestartPolicy("OnFailure").endSpec());
    until(site, "good", p -> phase(p, "Succeeded"));
    until(site, "once", p -> phase(p, "Succeeded"));
    Pod bad = until(site, "bad", p -> phase(p, "Failed"));
    assertThat(main(bad).getState().getTerminated().getExitCode()).isEqualTo(2);
  }

  @Test
  void saysThatAnImageIsUnknown(Site site) {
    create(site, pod(site, "p", container("").withImage("nowhere:1")));
    create(site, pod(site, "q", container("").withImage("nowhere:1").withImagePullPolicy("Never")));
    Pod pod =
        until(
            site,
            "p",
            p ->
                main(p).getState().getWaiting() != null
                    && "ImagePullBackOff".equals(main(p).getState().getWaiting().getReason()));
    assertThat(main(pod).getState().getWaiting().getMessage()).contains("nowhere:1", "sh:latest");
    assertThat(pod.getStatus().getPhase()).isEqualTo("Pending");
    until(
        site,
        "q",
        p ->
            main(p).getState().getWaiting() != null
                && "ErrImageNeverPull".equals(main(p).getState().getWaiting().getReason()));
  }

  @Test
  void probesDecideOnReadinessAndRestart(Site site) {
    var readiness =
        new ProbeBuilder()
            .withNewExec()
            .withCommand("test", "-e", "/state/ready")
            .endExec()
            .withPeriodSeconds(1)
            .withFailureThreshold(1)
            .build();
    var liveness =
        new ProbeBuilder()
            .withNewExec()
            .withCommand("test", "!", "-e", "/state/sick")
            .endExec()
            .withPeriodSeconds(1)
            .withFailureThreshold(1)
            .build();
    create(
        site,
        pod(
                site,
                "p",
                container(FOREVER)
                    .withReadinessProbe(readiness)
                    .withLivenessProbe(liveness)
                    .addNewVolumeMount()
                    .withName("v")
                    .withMountPath("/state")
                    .endVolumeMount())
            .editSpec()
            .addNewVolume()
            .withName("v")
            .withNewEmptyDir()
            .endEmptyDir()
            .endVolume()
            .endSpec());
    Pod pod = until(site, "p", p -> phase(p, "Running"));
    assertThat(ready(pod)).isFalse();
    java.nio.file.Path state =
        site.cluster()
            .dataDir()
            .resolve("pods")
            .resolve(site.namespace() + "_p_" + pod.getMetadata().getUid())
            .resolve("volumes/v");
    touch(state.resolve("ready"));
    until(site, "p", TestPods::ready);
    touch(state.resolve("sick"));
    until(site, "p", p -> main(p).getRestartCount() >= 1);
    assertThat(events(site, "p")).contains("Unhealthy", "Killing");
  }

  private static void touch(java.nio.file.Path file) {
    try {
      java.nio.file.Files.createFile(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static long processesOf(Pod pod) {
    return ProcessHandle.allProcesses()
        .filter(p -> {
          try {
            return java.nio.file.Files.readString(
                    java.nio.file.Path.of("/proc/" + p.pid() + "/environ"),
                    java.nio.charset.StandardCharsets.ISO_8859_1)
                .contains(pod.getMetadata().getUid());
          } catch (java.io.IOException e) {
            return false;
          }
        })
        .count();
  }
}
