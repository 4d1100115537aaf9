package dev.mesos.operator.build;

import dev.mesos.operator.dereference.Secrets;
import dev.mesos.operator.model.ClusterId;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.ValidatedCluster.Managed;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.ArrayList;
import java.util.List;

/**
 * Builds all objects of a cluster. A pure function of its arguments: the same cluster and secrets
 * always give the same objects, down to the last character.
 */
public final class ClusterBuilder {
  private ClusterBuilder() {}

  public static ClusterObjects build(ValidatedCluster cluster, Secrets.Resolved secrets) {
    return new ClusterObjects(ensemble(cluster, secrets), daemons(cluster, secrets));
  }

  private static List<HasMetadata> ensemble(ValidatedCluster cluster, Secrets.Resolved secrets) {
    ClusterId id = cluster.id();
    List<HasMetadata> objects = new ArrayList<>();
    objects.add(AccessObjects.secret(cluster, secrets.credentials()));
    objects.add(AccessObjects.configMap(cluster));
    if (cluster.zookeeper() instanceof Managed managed) {
      objects.add(AccessObjects.superUser(cluster, secrets.superPassword()));
      objects.add(Services.headless(id, Component.ZOOKEEPER));
      objects.add(Services.zookeeperClient(id));
      objects.add(DisruptionBudgets.of(id, Component.ZOOKEEPER));
      objects.add(ZooKeeperEnsemble.statefulSet(cluster, managed));
    }
    return List.copyOf(objects);
  }

  private static List<HasMetadata> daemons(ValidatedCluster cluster, Secrets.Resolved secrets) {
    ClusterId id = cluster.id();
    return List.of(
        Services.headless(id, Component.MASTER),
        Services.leader(id),
        DisruptionBudgets.of(id, Component.MASTER),
        Daemons.masters(cluster, secrets.credentials()),
        Services.headless(id, Component.SLAVE),
        DisruptionBudgets.of(id, Component.SLAVE),
        Daemons.slaves(cluster));
  }
}
