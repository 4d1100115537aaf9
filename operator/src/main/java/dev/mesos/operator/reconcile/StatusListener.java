package dev.mesos.operator.reconcile;

import dev.mesos.crds.MesosClusterStatus;
import dev.mesos.operator.model.ClusterId;
import org.jspecify.annotations.Nullable;

/** Hears of every status that was written: for metrics and logs. */
@FunctionalInterface
public interface StatusListener {
  void written(ClusterId id, @Nullable MesosClusterStatus before, MesosClusterStatus after);
}
