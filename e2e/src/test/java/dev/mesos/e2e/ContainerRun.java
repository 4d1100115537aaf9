package dev.mesos.e2e;

import io.fabric8.kubernetes.api.model.ContainerState;
import io.fabric8.kubernetes.api.model.ContainerStatus;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of a pod's daemon. Two that are equal are one process that was never ended.
 *
 * @param startedAt when it started; null if it does not run
 */
record ContainerRun(String podUid, String containerId, int restarts, @Nullable String startedAt) {

  /** The runs of all pods of a component, by the pods' names. */
  static Map<String, ContainerRun> of(Cluster cluster, String component) {
    Map<String, ContainerRun> runs = new TreeMap<>();
    for (Pod pod : cluster.pods(component)) {
      for (ContainerStatus status : pod.getStatus().getContainerStatuses()) {
        if (status.getName().equals(component)) {
          runs.put(
              pod.getMetadata().getName(),
              new ContainerRun(
                  pod.getMetadata().getUid(),
                  String.valueOf(status.getContainerID()),
                  status.getRestartCount(),
                  startedAt(status.getState())));
        }
      }
    }
    return runs;
  }

  /** With which code a container ended that has been started again. */
  static int lastExit(Pod pod, String container) {
    return pod.getStatus().getContainerStatuses().stream()
        .filter(status -> status.getName().equals(container))
        .map(status -> status.getLastState().getTerminated())
        .filter(ended -> ended != null)
        .findFirst()
        .orElseThrow(() -> new AssertionError(container + " has not ended"))
        .getExitCode();
  }

  private static @Nullable String startedAt(@Nullable ContainerState state) {
    return state == null || state.getRunning() == null ? null : state.getRunning().getStartedAt();
  }
}
