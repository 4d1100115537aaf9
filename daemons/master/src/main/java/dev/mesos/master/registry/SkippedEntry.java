package dev.mesos.master.registry;

/**
 * A znode of the registry that cannot be read as what it should be. It is left as it is, and no
 * slave is admitted under its name.
 *
 * @param znode relative to the cluster's path
 * @param reason for people
 */
public record SkippedEntry(String znode, String reason) {}
