package dev.mesos.operator.dereference;

import dev.mesos.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.Optional;

/**
 * A master's pod.
 *
 * @param leads whether it carries the leader's label
 * @param restarts how often its containers were started again
 */
public record MasterPod(
    String name, Optional<String> ip, boolean leads, boolean terminating, int restarts, Pod pod) {

  static MasterPod of(Pod pod) {
    var metadata = pod.getMetadata();
    var labels = metadata.getLabels();
    var status = pod.getStatus();
    return new MasterPod(
        metadata.getName(),
        Optional.ofNullable(status == null ? null : status.getPodIP()),
        labels != null && Labels.LEADER.equals(labels.get(Labels.ROLE)),
        metadata.getDeletionTimestamp() != null,
        status == null || status.getContainerStatuses() == null
            ? 0
            : status.getContainerStatuses().stream()
                .mapToInt(c -> c.getRestartCount() == null ? 0 : c.getRestartCount())
                .sum(),
        pod);
  }
}
