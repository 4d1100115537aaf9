package dev.mesos.e2e;

import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Signals processes of pods on a real Kubernetes with nothing but its API: by a pod on each node
 * that sees the node's processes and runs {@link SendSignal} as the same user. They are made when
 * they are first needed, so that a signal costs no more than a word to one of them, and go when
 * this is closed. Thread-safe.
 */
final class SignalPods implements AutoCloseable {
  private static final String NAME = "e2e-signals";
  private static final String CLASS_FILE = "SendSignal.class";
  private static final long DAEMON_USER = 10001;
  private static final long MINUTES = 2;
  private static final int TIMEOUT_MS = 10_000;

  private final KubernetesClient client;
  private final Map<String, String> podsByNode = new HashMap<>();
  private @Nullable String namespace;

  SignalPods(KubernetesClient client) {
    this.client = client;
  }

  /**
   * Sends a signal and returns once it was sent.
   *
   * @return {@link System#nanoTime} just before
   * @throws IOException if no process of the pod is found, or its node cannot be reached
   */
  long send(Pod target, Backend.Signal signal) throws IOException {
    String pod = podBeside(target);
    try (Endpoint endpoint = Endpoint.forward(client, namespace(), pod, SendSignal.PORT);
        Socket socket = new Socket(endpoint.host(), endpoint.port())) {
      socket.setSoTimeout(TIMEOUT_MS);
      String words =
          "%d %s %s\n"
              .formatted(
                  signal.number(),
                  target.getMetadata().getNamespace(),
                  target.getMetadata().getName());
      long before = System.nanoTime();
      socket.getOutputStream().write(words.getBytes(StandardCharsets.UTF_8));
      String answer =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8))
              .readLine();
      if (answer == null || !answer.startsWith(SendSignal.SENT)) {
        throw new IOException(words.strip() + ": " + answer);
      }
      return before;
    }
  }

  private synchronized String namespace() throws IOException {
    if (namespace == null) {
      namespace =
          client
              .resource(
                  new NamespaceBuilder()
                      .withNewMetadata()
                      .withGenerateName(NAME + "-")
                      .endMetadata()
                      .build())
              .create()
              .getMetadata()
              .getName();
      createCode(namespace);
    }
    return namespace;
  }

  private void createCode(String inNamespace) throws IOException {
    try (InputStream code = SendSignal.class.getResourceAsStream(CLASS_FILE)) {
      client
          .resource(
              new ConfigMapBuilder()
                  .withNewMetadata()
                  .withNamespace(inNamespace)
                  .withName(NAME)
                  .endMetadata()
                  .withBinaryData(
                      Map.of(CLASS_FILE, Base64.getEncoder().encodeToString(code.readAllBytes())))
                  .build())
          .create();
    }
  }

  /** The pod on the target's node. */
  private synchronized String podBeside(Pod target) throws IOException {
    String node = target.getSpec().getNodeName();
    String known = podsByNode.get(node);
    if (known != null) {
      return known;
    }
    String image = target.getSpec().getContainers().get(0).getImage();
    String name = client.resource(pod(namespace(), node, image)).create().getMetadata().getName();
    client.pods().inNamespace(namespace()).withName(name).waitUntilReady(MINUTES, TimeUnit.MINUTES);
    podsByNode.put(node, name);
    return name;
  }

  private static Pod pod(String namespace, String node, String image) {
    String packagePath = SendSignal.class.getPackageName().replace('.', '/');
    return new PodBuilder()
        .withNewMetadata()
        .withNamespace(namespace)
        .withGenerateName(NAME + "-")
        .endMetadata()
        .withNewSpec()
        .withNodeName(node)
        .withHostPID(true)
        .withTerminationGracePeriodSeconds(0L)
        .withNewSecurityContext()
        .withRunAsUser(DAEMON_USER)
        .withRunAsNonRoot(true)
        .endSecurityContext()
        .addNewContainer()
        .withName("send-signal")
        .withImage(image)
        .withImagePullPolicy("IfNotPresent")
        .withCommand(
            "java",
            "-XX:TieredStopAtLevel=1",
            "-Xmx32m",
            "--enable-native-access=ALL-UNNAMED",
            "-cp",
            "/code")
        .withArgs(SendSignal.class.getName())
        .withNewReadinessProbe()
        .withNewTcpSocket()
        .withNewPort(SendSignal.PORT)
        .endTcpSocket()
        .withPeriodSeconds(1)
        .endReadinessProbe()
        .addNewVolumeMount()
        .withName("code")
        .withMountPath("/code/" + packagePath)
        .endVolumeMount()
        .endContainer()
        .addNewVolume()
        .withName("code")
        .withNewConfigMap()
        .withName(NAME)
        .endConfigMap()
        .endVolume()
        .endSpec()
        .build();
  }

  @Override
  public synchronized void close() {
    if (namespace != null) {
      client.namespaces().withName(namespace).delete();
    }
  }
}
