package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Secret;
import java.nio.file.Path;
import java.util.Optional;

/** What a pod refers to, as it is in the API right now. */
interface ObjectSource {

  Optional<ConfigMap> configMap(String namespace, String name);

  Optional<Secret> secret(String namespace, String name);

  /** The folder of a claim, empty while it is not bound. */
  Optional<Path> claimFolder(String namespace, String name);
}
