package dev.mesos.coordination.simulation.zookeeper;

import java.util.TreeMap;

/** A znode on one server. */
public final class Znode {

  private final byte[] data;
  private final long czxid;
  private final long owner;
  private final long createdMs;
  private final int version;
  private final long mzxid;
  final TreeMap<String, Znode> children;
  private int created;
  private long pzxid;

  Znode(byte[] data, long czxid, long owner, long createdMs) {
    this(data, czxid, owner, createdMs, 0, czxid, new TreeMap<>());
    this.pzxid = czxid;
  }

  private Znode(
      byte[] data,
      long czxid,
      long owner,
      long createdMs,
      int version,
      long mzxid,
      TreeMap<String, Znode> children) {
    this.data = data;
    this.czxid = czxid;
    this.owner = owner;
    this.createdMs = createdMs;
    this.version = version;
    this.mzxid = mzxid;
    this.children = children;
  }

  /** The same with another content. This one stays as it was, for those who were given it. */
  Znode with(byte[] content, long zxid) {
    Znode next = new Znode(content, czxid, owner, createdMs, version + 1, zxid, children);
    next.created = created;
    next.pzxid = pzxid;
    return next;
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

  /** How many times its content was set. */
  public int version() {
    return version;
  }

  /** The zxid of the last change of its content. */
  long mzxid() {
    return mzxid;
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
