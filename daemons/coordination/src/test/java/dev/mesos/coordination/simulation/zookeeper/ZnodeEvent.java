package dev.mesos.coordination.simulation.zookeeper;

/** What happened to a znode. */
public enum ZnodeEvent {
  CREATED,
  DELETED,
  /** Its data was set, or it is another znode of that name. */
  CHANGED,
  CHILDREN
}
