package dev.mesos.operator.live;

import dev.mesos.crds.MesosCluster;
import dev.mesos.crds.MesosClusterStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Secret;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One cluster's objects in Kubernetes, for the length of one reconciliation. Reads come from caches
 * unless said otherwise; a write is seen by the next read. All writes are made as field manager
 * {@code mesos-operator}.
 */
public interface LiveObjects {

  /** The object of that name, from the cache. */
  <T extends HasMetadata> Optional<T> find(Class<T> type, String name);

  /** All objects of the kind that carry the cluster's label, from the cache. */
  <T extends HasMetadata> List<T> all(Class<T> type);

  /** A Secret of the namespace, ours or not, read from the API server. */
  Optional<Secret> readSecret(String name);

  /** All MesosClusters that the operator sees, from the cache. */
  List<MesosCluster> clusters();

  /** Whether the fields that we set are as desired; what others set does not count. */
  boolean matches(HasMetadata actual, HasMetadata desired);

  /**
   * Creates or changes the object by server-side apply.
   *
   * @throws RejectedException if the API server says that it will never do
   */
  void apply(HasMetadata desired, @Nullable HasMetadata actual);

  /** Deletes the object and, first, what depends on it. Not an error if it is gone. */
  void delete(HasMetadata actual);

  /** Sets a label of the very pod that is given, or removes it. Not an error if it is gone. */
  void label(Pod pod, String key, @Nullable String value);

  /** Writes the status, whole. The next reconciliation sees it. Updates the resource's version. */
  void writeStatus(MesosCluster resource, MesosClusterStatus status);
}
