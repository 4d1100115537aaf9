package dev.mesos.operator.testing;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;

/** Pods of masters as a kubelet, or somebody else, leaves them in the API server. */
public final class MasterPods {
  public static final String FINISHED = "2026-01-01T00:00:11Z";

  private MasterPods() {}

  /** The pod {@code demo-master-ORDINAL} at 10.0.0.ORDINAL. */
  public static Pod pod(int ordinal, String status) {
    return pod(ordinal, "", status);
  }

  /** The same pod, being deleted. */
  public static Pod deleting(int ordinal, String status) {
    return pod(ordinal, "\n  deletionTimestamp: '2026-01-01T00:00:10Z'", status);
  }

  private static Pod pod(int ordinal, String metadata, String status) {
    return Serialization.unmarshal(
        """
        apiVersion: v1
        kind: Pod
        metadata:
          name: demo-master-%d
          namespace: ns
          uid: pod-%d
          labels: {mesos.dev/cluster: demo}%s
        status: %s
        """
            .formatted(ordinal, ordinal, metadata, status),
        Pod.class);
  }

  /** A status in which the master's container is in a state, after another one. */
  public static String status(String phase, String state, String lastState) {
    return """
    {phase: %s, podIP: 10.0.0.0, containerStatuses: [{name: master, state: %s, lastState: %s}]}\
    """
        .formatted(phase, state, lastState);
  }

  /** The state of an instance that has ended and was the master of that id. */
  public static String ended(String id, int exitCode) {
    return """
    {terminated: {exitCode: %d, finishedAt: '%s', message: "mesos-master id=%s\\n"}}\
    """
        .formatted(exitCode, FINISHED, id);
  }
}
