package dev.mesos.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.ListOptionsBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodList;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.PodResource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Follows, while it is open, which pods of a cluster carry the leader's label. The API server tells
 * changes in the order in which they were made, so two pods that carried it at once are seen,
 * however short it was.
 */
final class LabelWatch implements Watcher<Pod>, AutoCloseable {
  private final FilterWatchListDeletable<Pod, PodList, PodResource> leaders;
  private final Map<String, String> labelled = new HashMap<>();
  private final List<List<String>> history = new ArrayList<>();
  private @Nullable Watch watch;
  private @Nullable RuntimeException broken;
  private boolean closed;

  private LabelWatch(Cluster cluster) {
    this.leaders =
        cluster
            .client()
            .pods()
            .inNamespace(cluster.namespace())
            .withLabel("mesos.dev/cluster", cluster.name())
            .withLabel("mesos.dev/role", "leader");
  }

  static LabelWatch of(Cluster cluster) {
    LabelWatch watch = new LabelWatch(cluster);
    watch.begin();
    return watch;
  }

  private synchronized void begin() {
    if (closed) {
      return;
    }
    PodList now = leaders.list();
    labelled.clear();
    now.getItems().forEach(this::add);
    note();
    watch =
        leaders.watch(
            new ListOptionsBuilder()
                .withResourceVersion(now.getMetadata().getResourceVersion())
                .build(),
            this);
  }

  private void add(Pod pod) {
    labelled.put(pod.getMetadata().getUid(), pod.getMetadata().getName());
  }

  private void note() {
    List<String> now = labelled.values().stream().sorted().toList();
    if (history.isEmpty() || !history.getLast().equals(now)) {
      history.add(now);
    }
  }

  @Override
  public synchronized void eventReceived(Action action, Pod pod) {
    switch (action) {
      case ADDED, MODIFIED -> add(pod);
      case DELETED -> labelled.remove(pod.getMetadata().getUid());
      default -> {
        // no change of a pod
      }
    }
    note();
  }

  /** The connection broke: what changed meanwhile is lost, and the rest goes on from a new list. */
  @Override
  public synchronized void onClose(WatcherException cause) {
    try {
      begin();
    } catch (RuntimeException e) {
      broken = e;
    }
  }

  /** Fails if two pods carried the label at any moment so far. */
  synchronized void assertNeverTwo() {
    assertThat(broken).as("what broke the watch of the label").isNull();
    assertThat(history)
        .as("pods with the leader's label, one set after the other")
        .allSatisfy(pods -> assertThat(pods).hasSizeLessThanOrEqualTo(1));
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (watch != null) {
      watch.close();
    }
  }
}
