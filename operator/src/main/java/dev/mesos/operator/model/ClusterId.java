package dev.mesos.operator.model;

/**
 * Which cluster: namespace and name of the resource, and the uid that tells it from an earlier one
 * of the same name.
 */
public record ClusterId(String namespace, String name, String uid) {

  /** The key under which watches and caches know the cluster: without the uid. */
  public String key() {
    return namespace + "/" + name;
  }

  @Override
  public String toString() {
    return key();
  }
}
