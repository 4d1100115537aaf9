package dev.mesos.local.kubelet;

import io.fabric8.kubernetes.api.model.Pod;
import java.time.Duration;

/** Durations that a pod sets. */
final class PodTimes {

  /** What Kubernetes takes if a pod says nothing. */
  static final Duration GRACE = Duration.ofSeconds(30);

  private PodTimes() {}

  /** From SIGTERM to SIGKILL: as the deletion asked, else as the pod's spec says. */
  static Duration grace(Pod pod) {
    Long asked = pod.getMetadata().getDeletionGracePeriodSeconds();
    Long own = pod.getSpec().getTerminationGracePeriodSeconds();
    if (asked != null) {
      return Duration.ofSeconds(asked);
    }
    return own == null ? GRACE : Duration.ofSeconds(own);
  }
}
