package dev.mesos.operator.dereference;

import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.MasterInfo;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What runs of a cluster.
 *
 * @param ends of masters, as far as they are known; also of pods that are gone
 */
public record Observed(
    Replicas zookeeper,
    Replicas masters,
    Replicas slaves,
    List<MasterPod> masterPods,
    List<MasterEnd> ends) {

  /** How the master with that id ended, if that was reported. */
  public Optional<MasterEnd> endOf(@Nullable String masterId) {
    return ends.stream().filter(end -> end.masterId().equals(masterId)).findFirst();
  }

  /**
   * The pod that a candidate is: the one whose name begins the announced host name, else the one at
   * the announced address.
   */
  public Optional<MasterPod> podOf(Candidate candidate) {
    MasterInfo info = candidate.info();
    String first = info.hostname().split("[.]", 2)[0];
    String ip = info.address().ip();
    return masterPods.stream()
        .filter(pod -> pod.name().equals(first))
        .findFirst()
        .or(() -> masterPods.stream().filter(pod -> ip.equals(pod.ip().orElse(""))).findFirst());
  }
}
