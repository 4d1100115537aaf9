package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.Node;
import io.fabric8.kubernetes.api.model.NodeBuilder;
import io.fabric8.kubernetes.api.model.NodeCondition;
import io.fabric8.kubernetes.api.model.NodeConditionBuilder;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Map;

/** The Node object: this machine. */
final class LocalNode {

  private static final int MAX_PODS = 254;
  private static final long KIB = 1024;

  private final KubernetesClient client;

  LocalNode(KubernetesClient client) {
    this.client = client;
  }

  Map<String, Quantity> capacity() {
    long memory =
        ManagementFactory.getOperatingSystemMXBean()
                instanceof com.sun.management.OperatingSystemMXBean os
            ? os.getTotalMemorySize()
            : Runtime.getRuntime().maxMemory();
    return Map.of(
        "cpu", new Quantity(Integer.toString(Runtime.getRuntime().availableProcessors())),
        "memory", new Quantity(memory / KIB + "Ki"),
        "pods", new Quantity(Integer.toString(MAX_PODS)));
  }

  void register() {
    String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    Node node =
        new NodeBuilder()
            .withNewMetadata()
            .withName(Kubelet.NODE)
            .withLabels(
                Map.of(
                    "kubernetes.io/hostname",
                    Kubelet.NODE,
                    "kubernetes.io/os",
                    "linux",
                    "kubernetes.io/arch",
                    architecture()))
            .endMetadata()
            .withNewSpec()
            .endSpec()
            .build();
    client.nodes().resource(node).create();
    node.setStatus(
        new io.fabric8.kubernetes.api.model.NodeStatusBuilder()
            .withCapacity(capacity())
            .withAllocatable(capacity())
            .withConditions(ready(now))
            .addNewAddress(Kubelet.NODE_ADDRESS, "InternalIP")
            .addNewAddress(Kubelet.NODE, "Hostname")
            .withNewNodeInfo()
            .withArchitecture(architecture())
            .withOperatingSystem("linux")
            .withOsImage("processes of this machine")
            .withContainerRuntimeVersion("local://java-" + Runtime.version().feature())
            .withKubeletVersion("v1.33.0-embedded")
            .endNodeInfo()
            .build());
    client.nodes().resource(node).patchStatus();
  }

  private static NodeCondition ready(String now) {
    return new NodeConditionBuilder()
        .withType("Ready")
        .withStatus("True")
        .withReason("KubeletReady")
        .withMessage("kubelet is posting ready status")
        .withLastHeartbeatTime(now)
        .withLastTransitionTime(now)
        .build();
  }

  private static String architecture() {
    String arch = System.getProperty("os.arch").toLowerCase(Locale.ROOT);
    return arch.equals("aarch64") ? "arm64" : arch.replace("x86_64", "amd64");
  }
}
