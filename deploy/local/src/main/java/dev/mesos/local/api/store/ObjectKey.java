package dev.mesos.local.api.store;

import dev.mesos.local.api.model.GroupResource;

/** Where an object is stored; the namespace is empty for cluster-wide objects. */
public record ObjectKey(GroupResource resource, String namespace, String name)
    implements Comparable<ObjectKey> {
  @Override
  public int compareTo(ObjectKey other) {
    int byNamespace = namespace.compareTo(other.namespace);
    return byNamespace != 0 ? byNamespace : name.compareTo(other.name);
  }
}
