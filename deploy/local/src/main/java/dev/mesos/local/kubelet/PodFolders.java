package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a pod's files are. Logs outlive the pod, until the cluster ends: they are what one looks at
 * when a pod is gone.
 *
 * @param root goes when the pod goes
 * @param logs stays
 */
record PodFolders(Path root, Path logs) {

  static PodFolders create(Path data, Pod pod) throws IOException {
    String name = pod.getMetadata().getName();
    String uid = pod.getMetadata().getUid();
    String namespace = pod.getMetadata().getNamespace();
    Path root = data.resolve("pods").resolve(namespace + "_" + name + "_" + uid);
    Path logs = data.resolve("logs").resolve(namespace).resolve(name).resolve(uid);
    Files.createDirectories(root.resolve("volumes"));
    Files.createDirectories(logs);
    return new PodFolders(root, logs);
  }

  Path volumes() {
    return root.resolve("volumes");
  }

  Path hosts() {
    return root.resolve("hosts");
  }

  Path working(String container) throws IOException {
    return Files.createDirectories(root.resolve("containers").resolve(container));
  }

  Path termination(String container, int instance) {
    return root.resolve("termination").resolve(container + "." + instance);
  }

  Path log(String container, int instance) {
    return logs.resolve(container + "." + instance + ".log");
  }

  void delete() throws IOException {
    Folders.delete(root);
  }
}
