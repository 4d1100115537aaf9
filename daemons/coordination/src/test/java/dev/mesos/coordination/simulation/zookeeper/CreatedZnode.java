package dev.mesos.coordination.simulation.zookeeper;

import org.jspecify.annotations.Nullable;

/**
 * What became of a create.
 *
 * @param path with the sequence number, if there is one
 * @param znode as the server knows it
 */
public record CreatedZnode(String path, @Nullable Znode znode) {}
