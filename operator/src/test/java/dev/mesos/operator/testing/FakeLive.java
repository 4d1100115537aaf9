package dev.mesos.operator.testing;

import dev.mesos.crds.MesosCluster;
import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.operator.live.LiveObjects;
import dev.mesos.operator.live.RejectedException;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.apps.StatefulSetStatusBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Kubernetes for tests: keeps what is applied and writes down every write. */
public final class FakeLive implements LiveObjects {
  private final Map<String, HasMetadata> objects = new LinkedHashMap<>();
  private final Map<String, String> applied = new LinkedHashMap<>();
  public final List<String> writes = new ArrayList<>();
  public final Set<String> rejected = new TreeSet<>();
  public final Map<String, Secret> foreignSecrets = new LinkedHashMap<>();
  public final List<MesosCluster> clusters = new ArrayList<>();

  private static String key(Class<?> type, String name) {
    return type.getSimpleName() + "/" + name;
  }

  private static String key(HasMetadata object) {
    return key(object.getClass(), object.getMetadata().getName());
  }

  @Override
  public <T extends HasMetadata> Optional<T> find(Class<T> type, String name) {
    return Optional.ofNullable(type.cast(objects.get(key(type, name))));
  }

  @Override
  public <T extends HasMetadata> List<T> all(Class<T> type) {
    return objects.values().stream().filter(type::isInstance).map(type::cast).toList();
  }

  @Override
  public Optional<Secret> readSecret(String name) {
    return Optional.ofNullable(foreignSecrets.get(name));
  }

  @Override
  public List<MesosCluster> clusters() {
    return clusters;
  }

  @Override
  public boolean matches(HasMetadata actual, HasMetadata desired) {
    return Serialization.asJson(desired).equals(applied.get(key(desired)));
  }

  @Override
  public void apply(HasMetadata desired, HasMetadata actual) {
    if (rejected.contains(key(desired))) {
      throw new RejectedException("quota exceeded", new IllegalStateException());
    }
    writes.add("apply " + key(desired));
    applied.put(key(desired), Serialization.asJson(desired));
    HasMetadata stored = Serialization.clone(desired);
    if (actual instanceof StatefulSet before) {
      ((StatefulSet) stored).setStatus(before.getStatus());
    }
    objects.put(key(desired), stored);
  }

  @Override
  public void delete(HasMetadata actual) {
    writes.add("delete " + key(actual));
    objects.remove(key(actual));
    applied.remove(key(actual));
  }

  @Override
  public void label(Pod pod, String label, String value) {
    writes.add((value == null ? "unlabel " : "label ") + pod.getMetadata().getName());
    Pod stored = (Pod) objects.get(key(pod));
    if (value == null) {
      stored.getMetadata().getLabels().remove(label);
    } else {
      stored.getMetadata().getLabels().put(label, value);
    }
  }

  @Override
  public void writeStatus(MesosCluster resource, MesosClusterStatus status) {
    writes.add("status");
    resource.setStatus(Serialization.clone(status));
  }

  /** All pods of the StatefulSet exist, are of the newest template, and that many are ready. */
  public void ready(String statefulSet, int ready) {
    StatefulSet set = find(StatefulSet.class, statefulSet).orElseThrow();
    int replicas = set.getSpec().getReplicas();
    set.setStatus(
        new StatefulSetStatusBuilder()
            .withReplicas(replicas)
            .withUpdatedReplicas(replicas)
            .withReadyReplicas(ready)
            .build());
  }

  /** A pod {@code demo-master-ORDINAL} at 10.0.0.ORDINAL runs. */
  public void masterPod(int ordinal) {
    Pod pod =
        new PodBuilder()
            .withNewMetadata()
            .withName("demo-master-" + ordinal)
            .withNamespace("ns")
            .withUid("pod-" + ordinal)
            .addToLabels("mesos.dev/cluster", "demo")
            .endMetadata()
            .withNewStatus()
            .withPodIP("10.0.0." + ordinal)
            .endStatus()
            .build();
    objects.put(key(pod), pod);
  }

  /** Somebody removes an object behind the operator's back. */
  public void lose(Class<? extends HasMetadata> type, String name) {
    objects.remove(key(type, name));
  }

  /** Somebody creates or changes an object behind the operator's back. */
  public void put(HasMetadata object) {
    objects.put(key(object), object);
  }

  /** What was written since the last call. */
  public List<String> takeWrites() {
    List<String> taken = List.copyOf(writes);
    writes.clear();
    return taken;
  }
}
