package dev.mesos.local.kubelet;

import static dev.mesos.local.TestPods.FOREVER;
import static dev.mesos.local.TestPods.container;
import static dev.mesos.local.TestPods.create;
import static dev.mesos.local.TestPods.events;
import static dev.mesos.local.TestPods.log;
import static dev.mesos.local.TestPods.pod;
import static dev.mesos.local.TestPods.until;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.mesos.local.SharedCluster;
import dev.mesos.local.SharedCluster.Site;
import dev.mesos.local.TestPods;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What a pod brings with it: init containers, environment, volumes. */
@ExtendWith(SharedCluster.class)
class PodContentsTest {

  @Test
  void runsInitContainersInOrderFirst(Site site) {
    String shared = "/shared";
    create(
        site,
        pod(
                site,
                "p",
                container("cat $SHARED/file; " + FOREVER)
                    .addNewEnv()
                    .withName("SHARED")
                    .withValue(shared)
                    .endEnv()
                    .addNewVolumeMount()
                    .withName("v")
                    .withMountPath(shared)
                    .endVolumeMount())
            .editSpec()
            .addNewVolume()
            .withName("v")
            .withNewEmptyDir()
            .endEmptyDir()
            .endVolume()
            .addNewInitContainer()
            .withName("one")
            .withImage("sh")
            .withArgs("echo 1 >> /shared/file")
            .addNewVolumeMount()
            .withName("v")
            .withMountPath(shared)
            .endVolumeMount()
            .endInitContainer()
            .addNewInitContainer()
            .withName("two")
            .withImage("sh")
            .withArgs("echo 2 >> /shared/file")
            .addNewVolumeMount()
            .withName("v")
            .withMountPath(shared)
            .endVolumeMount()
            .endInitContainer()
            .endSpec());
    Pod pod = until(site, "p", TestPods::ready);
    await().atMost(TestPods.LONG).until(() -> log(site, pod, "main", 0).startsWith("1\n2\n"));
    assertThat(pod.getStatus().getInitContainerStatuses())
        .allSatisfy(
            s -> assertThat(s.getState().getTerminated().getReason()).isEqualTo("Completed"));
  }

  @Test
  void givesTheEnvironmentThatThePodAsksFor(Site site) {
    site.client()
        .configMaps()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("c")
                .withNamespace(site.namespace())
                .endMetadata()
                .addToData("color", "blue")
                .build())
        .create();
    site.client()
        .secrets()
        .resource(
            new SecretBuilder()
                .withNewMetadata()
                .withName("s")
                .withNamespace(site.namespace())
                .endMetadata()
                .addToStringData("word", "mellon")
                .addToData("word", "bWVsbG9u")
                .build())
        .create();
    create(
        site,
        pod(
                site,
                "p",
                container(
                        "echo $NAME $IP $WORD $COLOR $P_color $BOTH $MEM; echo \"$0 $1\" ; cat $FILE; "
                            + FOREVER)
                    .addToArgs("$(NAME)-arg")
                    .addNewEnv()
                    .withName("NAME")
                    .withNewValueFrom()
                    .withNewFieldRef("v1", "metadata.name")
                    .endValueFrom()
                    .endEnv()
                    .addNewEnv()
                    .withName("IP")
                    .withNewValueFrom()
                    .withNewFieldRef("v1", "status.podIP")
                    .endValueFrom()
                    .endEnv()
                    .addNewEnv()
                    .withName("WORD")
                    .withNewValueFrom()
                    .withNewSecretKeyRef("word", "s", false)
                    .endValueFrom()
                    .endEnv()
                    .addNewEnv()
                    .withName("COLOR")
                    .withNewValueFrom()
                    .withNewConfigMapKeyRef("color", "c", false)
                    .endValueFrom()
                    .endEnv()
                    .addNewEnv()
                    .withName("BOTH")
                    .withValue("$(WORD)-$(COLOR)-$$(X)")
                    .endEnv()
                    .addNewEnv()
                    .withName("MEM")
                    .withNewValueFrom()
                    .withNewResourceFieldRef()
                    .withResource("limits.memory")
                    .withNewDivisor("1Mi")
                    .endResourceFieldRef()
                    .endValueFrom()
                    .endEnv()
                    .addNewEnv()
                    .withName("FILE")
                    .withValue("/etc/s/word")
                    .endEnv()
                    .addNewEnvFrom()
                    .withPrefix("P_")
                    .withNewConfigMapRef("c", false)
                    .endEnvFrom()
                    .addNewVolumeMount()
                    .withName("v")
                    .withMountPath("/etc/s")
                    .endVolumeMount()
                    .withNewResources()
                    .addToLimits("memory", new io.fabric8.kubernetes.api.model.Quantity("64Mi"))
                    .endResources())
            .editSpec()
            .addNewVolume()
            .withName("v")
            .withNewSecret()
            .withSecretName("s")
            .withDefaultMode(0400)
            .endSecret()
            .endVolume()
            .endSpec());
    Pod pod = until(site, "p", TestPods::ready);
    await().atMost(TestPods.LONG).until(() -> log(site, pod, "main", 0).contains("up"));
    assertThat(log(site, pod, "main", 0))
        .isEqualTo(
            "p %s mellon blue blue mellon-blue-$(X) 64\np-arg \nmellonup\n"
                .formatted(pod.getStatus().getPodIP()));
  }

  @Test
  void waitsForWhatIsMissing(Site site) {
    create(
        site,
        pod(
                site,
                "p",
                container("cat /etc/c/color; " + FOREVER)
                    .addNewVolumeMount()
                    .withName("v")
                    .withMountPath("/etc/c")
                    .endVolumeMount())
            .editSpec()
            .addNewVolume()
            .withName("v")
            .withNewConfigMap()
            .withName("c")
            .endConfigMap()
            .endVolume()
            .endSpec());
    await().atMost(TestPods.LONG).until(() -> events(site, "p").contains("FailedMount"));
    site.client()
        .configMaps()
        .resource(
            new ConfigMapBuilder()
                .withNewMetadata()
                .withName("c")
                .withNamespace(site.namespace())
                .endMetadata()
                .addToData("color", "blue")
                .build())
        .create();
    until(site, "p", TestPods::ready);
  }
}
