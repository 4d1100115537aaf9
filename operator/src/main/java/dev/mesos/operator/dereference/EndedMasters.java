package dev.mesos.operator.dereference;

import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Labels;
import io.fabric8.kubernetes.api.model.Pod;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Remembers the ends of masters that pods have told of: a pod may be gone while its master's
 * candidate is still there. Ends are kept for each cluster apart, so that a pod cannot tell of
 * another cluster's master. Only the latest are kept: a candidate does not outlive its session for
 * long. Thread-safe.
 */
public final class EndedMasters {
  private static final int KEPT = 64;
  private static final int CLUSTERS = 2000;

  private final Map<String, List<MasterEnd>> clusters = new LinkedHashMap<>();

  /** Takes note of what a version of a pod tells. The first word about a master stands. */
  public void note(Pod pod) {
    List<MasterEnd> told = MasterEnd.of(pod);
    Map<String, String> labels = pod.getMetadata().getLabels();
    String cluster = labels == null ? null : labels.get(Labels.CLUSTER);
    if (!told.isEmpty() && cluster != null) {
      add(pod.getMetadata().getNamespace() + "/" + cluster, told);
    }
  }

  private synchronized void add(String cluster, List<MasterEnd> told) {
    List<MasterEnd> known = clusters.getOrDefault(cluster, List.of());
    List<MasterEnd> news = told.stream().filter(end -> !knows(known, end)).toList();
    if (news.isEmpty()) {
      return;
    }
    List<MasterEnd> all = Stream.concat(known.stream(), news.stream()).toList();
    clusters.remove(cluster);
    clusters.put(cluster, List.copyOf(all.subList(Math.max(0, all.size() - KEPT), all.size())));
    if (clusters.size() > CLUSTERS) {
      clusters.remove(clusters.keySet().iterator().next());
    }
  }

  private static boolean knows(List<MasterEnd> known, MasterEnd end) {
    return known.stream().anyMatch(k -> k.masterId().equals(end.masterId()));
  }

  /** The ends that the cluster's pods have told of, the earliest first. */
  synchronized List<MasterEnd> of(ClusterId id) {
    return clusters.getOrDefault(id.key(), List.of());
  }
}
