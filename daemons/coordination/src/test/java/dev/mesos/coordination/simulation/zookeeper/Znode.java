package dev.mesos.coordination.simulation.zookeeper;

import java.util.TreeMap;

/** A znode on one server. */
public final class Znode {

  private final byte[] data;
  private final long czxid;
  private final long owner;
  private final long createdMs;
  final TreeMap<String, Znode> children = new TreeMap<>();
  private int created;
  private long pzxid;

  Znode(byte[] data, long czxid, long owner, long createdMs) {
    this.data = data;
    this.czxid = czxid;
    this.owner = owner;
    this.createdMs = createdMs;
    this.pzxid = czxid;
  }

  public byte[] data() {
    return data;
  }

  /** The zxid of its creation. */
  public long czxid() {
    return czxid;
  }

  /** The session it lives with, or 0. */
  public long owner() {
    return owner;
  }

  /** By the leader's wall clock. */
  public long createdMs() {
    return createdMs;
  }

  /** The zxid of the last change of its children. */
  long pzxid() {
    return pzxid;
  }

  /** How many children were ever created: the next sequence number. */
  int created() {
    return created;
  }

  void childCreated(String name, Znode child, long zxid) {
    children.put(name, child);
    created++;
    pzxid = zxid;
  }

  void childDeleted(String name, long zxid) {
    children.remove(name);
    pzxid = zxid;
  }
}
