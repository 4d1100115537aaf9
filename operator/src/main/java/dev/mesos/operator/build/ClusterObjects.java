package dev.mesos.operator.build;

import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;

/**
 * All objects of a cluster, in the order in which they are needed.
 *
 * @param ensemble what ZooKeeper needs, and the access to it; without StatefulSets if it is
 *     external
 * @param daemons masters and slaves, which have to wait for the znode
 */
public record ClusterObjects(List<HasMetadata> ensemble, List<HasMetadata> daemons) {}
