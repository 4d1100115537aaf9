package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.Pod;

/** What a container needs of its pod. */
interface ContainerOwner {

  Pod pod();

  /** Something in this container's status has changed. */
  void changed();

  /** Whether an instance that ended so is to be started again. */
  boolean restarts(int exitCode);
}
