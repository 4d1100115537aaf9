package dev.mesos.e2e;

import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** A ZooKeeper server that the operator does not manage: a plain StatefulSet of one pod. */
record ExternalEnsemble(String namespace) {
  private static final String IMAGE = "mesos-zookeeper:dev";

  /** Labels of its pod. */
  Map<String, String> labels() {
    return Map.of("app", "elsewhere");
  }

  /** What goes into {@code spec.zookeeper.external.servers}. */
  String servers() {
    return "elsewhere-0.elsewhere.%s.svc:2181".formatted(namespace);
  }

  ExternalEnsemble start(KubernetesClient client) throws IOException {
    try (InputStream file = getClass().getResourceAsStream("/external-zookeeper.yaml")) {
      String yaml =
          new String(file.readAllBytes(), StandardCharsets.UTF_8)
              .replace("${namespace}", namespace)
              .replace("${image}", IMAGE);
      client
          .load(new ByteArrayInputStream(yaml.getBytes(StandardCharsets.UTF_8)))
          .fieldManager("e2e")
          .serverSideApply();
    }
    return this;
  }
}
