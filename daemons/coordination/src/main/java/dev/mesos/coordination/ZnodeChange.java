package dev.mesos.coordination;

/**
 * One part of a transaction: a condition or a change. Names are relative to the cluster's path, as
 * {@code registry/slaves}.
 */
public sealed interface ZnodeChange {

  /** Stands for any version. */
  int ANY = -1;

  /** The znode that it is about. */
  String znode();

  /** Changes nothing; fails unless the znode exists, in this version. */
  record Check(String znode, int version) implements ZnodeChange {}

  /** Creates a znode that stays until it is deleted; fails if it exists, or its parent does not. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
  record Create(String znode, byte[] data) implements ZnodeChange {}

  /** Replaces the data and adds one to the version; fails unless it exists, in this version. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
  record Set(String znode, byte[] data, int version) implements ZnodeChange {}

  /** Deletes a znode; fails unless it exists, in this version, without children. */
  record Delete(String znode, int version) implements ZnodeChange {}
}
