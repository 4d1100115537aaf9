package dev.mesos.operator.model;

import java.util.List;
import java.util.stream.IntStream;

/** What the objects of a cluster are called. */
public final class Names {
  /** The finalizer that keeps a deleted resource until its znode is dealt with. */
  public static final String FINALIZER = "mesos.dev/znode";

  /** Who owns the fields that the operator sets. */
  public static final String FIELD_MANAGER = "mesos-operator";

  public static final int ZOOKEEPER_PORT = 2181;
  public static final int MASTER_PORT = 5050;
  public static final int SLAVE_PORT = 5051;

  private Names() {}

  /** StatefulSet and PodDisruptionBudget; for ZooKeeper also the client Service. */
  public static String of(ClusterId id, Component component) {
    return id.name() + "-" + component.label();
  }

  /** The headless Service that gives each pod its DNS name. */
  public static String headless(ClusterId id, Component component) {
    return of(id, component) + "-headless";
  }

  /** The Service that leads to the leading master. */
  public static String leaderService(ClusterId id) {
    return id.name() + "-leader";
  }

  /** The Lease that names the leader. */
  public static String lease(ClusterId id) {
    return id.name();
  }

  /** The ConfigMap with the URL and the Secret with the URL and its credentials. */
  public static String access(ClusterId id) {
    return id.name() + "-zk";
  }

  /** The Secret with the password of ZooKeeper's superuser. */
  public static String superUser(ClusterId id) {
    return of(id, Component.ZOOKEEPER);
  }

  /** A pod's DNS domain under its headless Service, short of the cluster's own domain. */
  public static String domain(ClusterId id, Component component) {
    return headless(id, component) + "." + id.namespace() + ".svc";
  }

  /** The DNS names of a component's pods, in the order of their ordinals. */
  public static List<String> hosts(ClusterId id, Component component, int replicas) {
    return IntStream.range(0, replicas)
        .mapToObj(i -> of(id, component) + "-" + i + "." + domain(id, component))
        .toList();
  }
}
