package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.io.InputStream;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Ends processes of pods on a real Kubernetes with nothing but its API: by a pod on the same node
 * that sees the node's processes, runs {@link SendSignal} as the same user, and is gone afterwards.
 */
final class SignalPod {
  private static final String CLASS_FILE = "SendSignal.class";
  private static final long DAEMON_USER = 10001;
  private static final long MINUTES = 1;

  private SignalPod() {}

  static void run(KubernetesClient client, Pod target, Backend.Signal signal) throws IOException {
    String namespace = target.getMetadata().getNamespace();
    ConfigMap code = client.resource(code(namespace)).serverSideApply();
    Pod pod = client.resource(pod(target, signal, code)).create();
    var handle = client.pods().resource(pod);
    try {
      Pod ended =
          handle.waitUntilCondition(
              seen ->
                  seen != null
                      && seen.getStatus() != null
                      && ("Succeeded".equals(seen.getStatus().getPhase())
                          || "Failed".equals(seen.getStatus().getPhase())),
              MINUTES,
              TimeUnit.MINUTES);
      assertThat(ended.getStatus().getPhase()).as(handle.getLog()).isEqualTo("Succeeded");
    } finally {
      handle.withGracePeriod(0).delete();
    }
  }

  private static ConfigMap code(String namespace) throws IOException {
    try (InputStream code = SendSignal.class.getResourceAsStream(CLASS_FILE)) {
      return new ConfigMapBuilder()
          .withNewMetadata()
          .withNamespace(namespace)
          .withName("e2e-send-signal")
          .endMetadata()
          .withBinaryData(
              Map.of(CLASS_FILE, Base64.getEncoder().encodeToString(code.readAllBytes())))
          .build();
    }
  }

  private static Pod pod(Pod target, Backend.Signal signal, ConfigMap code) {
    String packagePath = SendSignal.class.getPackageName().replace('.', '/');
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(target.getMetadata().getNamespace())
        .withGenerateName("e2e-send-signal-")
        .endMetadata()
        .withNewSpec()
        .withNodeName(target.getSpec().getNodeName())
        .withHostPID(true)
        .withRestartPolicy("Never")
        .withNewSecurityContext()
        .withRunAsUser(DAEMON_USER)
        .withRunAsNonRoot(true)
        .endSecurityContext()
        .addNewContainer()
        .withName("send-signal")
        .withImage(target.getSpec().getContainers().get(0).getImage())
        .withImagePullPolicy("IfNotPresent")
        .withCommand("java", "-XX:TieredStopAtLevel=1", "-Xmx32m", "-cp", "/code")
        .withArgs(
            SendSignal.class.getName(),
            signal.name(),
            target.getMetadata().getNamespace(),
            target.getMetadata().getName())
        .addNewVolumeMount()
        .withName("code")
        .withMountPath("/code/" + packagePath)
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName("code")
        .withNewConfigMap()
        .withName(code.getMetadata().getName())
        .endConfigMap()
        .endVolume()
        .endSpec()
        .build();
  }
}
