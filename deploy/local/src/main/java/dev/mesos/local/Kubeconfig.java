package dev.mesos.local;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;

/** The file by which clients find the embedded cluster. */
final class Kubeconfig {

  private static final String TEMPLATE =
      """
      apiVersion: v1
      kind: Config
      current-context: mesos-local
      contexts:
        - name: mesos-local
          context: {cluster: mesos-local, namespace: default, user: nobody}
      clusters:
        - name: mesos-local
          cluster: {server: "%s"}
      users:
        - name: nobody
          user: {}
      """;

  private Kubeconfig() {}

  static Path write(Path file, URI server) throws IOException {
    return Files.writeString(file, TEMPLATE.formatted(server));
  }
}
