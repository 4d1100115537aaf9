package dev.mesos.coordination;

/**
 * What a znode holds.
 *
 * @param data as it was handed out; nobody may change it
 * @param version how often it was changed since its creation
 * @param createdMs ZooKeeper's wall clock at its creation, in milliseconds since 1970
 */
@SuppressWarnings("ArrayRecordComponent") // compared by nobody, copied by nobody
public record Znode(byte[] data, int version, long createdMs) {}
