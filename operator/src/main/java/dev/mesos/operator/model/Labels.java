package dev.mesos.operator.model;

import java.util.Map;
import java.util.TreeMap;

/** The labels and annotations of a cluster's objects. */
public final class Labels {
  public static final String NAME = "app.kubernetes.io/name";
  public static final String INSTANCE = "app.kubernetes.io/instance";
  public static final String COMPONENT = "app.kubernetes.io/component";
  public static final String PART_OF = "app.kubernetes.io/part-of";
  public static final String MANAGED_BY = "app.kubernetes.io/managed-by";
  public static final String MANAGER = "mesos-operator";
  public static final String CLUSTER = "mesos.dev/cluster";

  /** The label of the one pod that leads, and its value. */
  public static final String ROLE = "mesos.dev/role";

  public static final String LEADER = "leader";

  /** The annotation with the leader's epoch. */
  public static final String EPOCH = "mesos.dev/epoch";

  /** The annotation of a pod template that changes when the pods have to be replaced. */
  public static final String CONFIG_CHECKSUM = "mesos.dev/config-checksum";

  private Labels() {}

  /** Labels of an object that belongs to the cluster as a whole. */
  public static Map<String, String> of(ClusterId id) {
    Map<String, String> labels = new TreeMap<>();
    labels.put(NAME, "mesos");
    labels.put(INSTANCE, id.name());
    labels.put(PART_OF, "mesos");
    labels.put(MANAGED_BY, MANAGER);
    labels.put(CLUSTER, id.name());
    return labels;
  }

  /** Labels of an object that belongs to one component. */
  public static Map<String, String> of(ClusterId id, Component component) {
    Map<String, String> labels = of(id);
    labels.put(NAME, component.application());
    labels.put(COMPONENT, component.label());
    return labels;
  }

  /** What selects the pods of a component. Never changes: a StatefulSet's selector is immutable. */
  public static Map<String, String> selector(ClusterId id, Component component) {
    return new TreeMap<>(Map.of(CLUSTER, id.name(), COMPONENT, component.label()));
  }
}
