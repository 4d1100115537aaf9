package dev.mesos.operator.validate;

import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.crds.Access;
import dev.mesos.crds.DeletionPolicy;
import dev.mesos.operator.model.ClusterId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A MesosCluster with every default filled in and every value checked. An {@link Optional} here is
 * a real choice of the user, never a gap.
 *
 * @param generation the generation of the resource that this describes
 * @param url the servers and the path, without credentials. Of a managed ensemble every member by
 *     name rather than the one address of its Service: a client that loses its server goes on to
 *     the next at once
 */
public record ValidatedCluster(
    ClusterId id,
    long generation,
    boolean paused,
    DeletionPolicy deletionPolicy,
    ZooKeeper zookeeper,
    ZooKeeperUrl url,
    Access access,
    Duration sessionTimeout,
    Masters masters,
    Slaves slaves) {

  /** The znode that the cluster owns. */
  public String path() {
    return url.path();
  }

  /** Where the cluster's znode is. */
  public sealed interface ZooKeeper {}

  /** An ensemble of the cluster's own. */
  public record Managed(int replicas, Volume storage, PodSettings pods) implements ZooKeeper {

    /** How many members make a quorum. */
    public int quorum() {
      return replicas / 2 + 1;
    }
  }

  /**
   * An ensemble that exists.
   *
   * @param credentialsSecret the user's own Secret; without it the operator generates credentials
   * @param tickTime the ensemble's, or more; without it ZooKeeper's own default is assumed
   */
  public record External(Optional<String> credentialsSecret, Optional<Duration> tickTime)
      implements ZooKeeper {}

  public record Masters(int replicas, PodSettings pods, Map<String, String> flags) {}

  /**
   * @param attributes in Mesos's notation, may be empty
   * @param offers in Mesos's notation of {@code --resources}
   * @param storage absent: scratch space of the pod
   */
  public record Slaves(
      int replicas,
      PodSettings pods,
      Map<String, String> flags,
      String attributes,
      String offers,
      Optional<Volume> storage) {}

  /** A persistent volume. {@code size} is a canonical quantity. */
  public record Volume(String size, Optional<String> storageClassName) {}
}
