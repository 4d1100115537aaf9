package dev.mesos.operator.status;

import dev.mesos.crds.Reason;
import dev.mesos.operator.dereference.Observed;
import dev.mesos.operator.dereference.Replicas;
import dev.mesos.operator.election.ZnodeState;
import dev.mesos.operator.model.Component;
import dev.mesos.operator.validate.ValidatedCluster;
import dev.mesos.operator.validate.ValidatedCluster.Managed;
import java.util.EnumMap;
import java.util.Map;

/** Whether the cluster is on its way to what the spec says, and what it waits for. */
final class Progress {
  private Progress() {}

  static Verdict of(Facts facts) {
    for (Map.Entry<Component, Integer> entry : wanted(facts.cluster()).entrySet()) {
      String name = entry.getKey().label();
      int wanted = entry.getValue();
      Replicas is = replicas(facts.observed(), entry.getKey());
      if (entry.getKey() != Component.ZOOKEEPER
          && is.equals(Replicas.NONE)
          && !(facts.election().znode() instanceof ZnodeState.Ready)) {
        return Verdict.yes(Reason.Provisioning, "the znode is being created");
      }
      if (is.wanted() != wanted || is.existing() < wanted) {
        return Verdict.yes(
            Reason.Provisioning, name + ": " + is.existing() + " of " + wanted + " pods exist");
      }
      if (is.updated() < wanted) {
        return Verdict.yes(
            Reason.RollingOut, name + ": " + is.updated() + " of " + wanted + " pods are updated");
      }
      if (!is.settled()) {
        return Verdict.yes(
            Reason.Provisioning, name + ": " + is.ready() + " of " + wanted + " pods are ready");
      }
    }
    return Verdict.no(Reason.Reconciled, "everything is as the spec says");
  }

  private static Map<Component, Integer> wanted(ValidatedCluster cluster) {
    Map<Component, Integer> wanted = new EnumMap<>(Component.class);
    if (cluster.zookeeper() instanceof Managed managed) {
      wanted.put(Component.ZOOKEEPER, managed.replicas());
    }
    wanted.put(Component.MASTER, cluster.masters().replicas());
    wanted.put(Component.SLAVE, cluster.slaves().replicas());
    return wanted;
  }

  private static Replicas replicas(Observed observed, Component component) {
    return switch (component) {
      case ZOOKEEPER -> observed.zookeeper();
      case MASTER -> observed.masters();
      case SLAVE -> observed.slaves();
    };
  }
}
