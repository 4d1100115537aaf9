package dev.mesos.master.registry;

/**
 * The leader who writes.
 *
 * @param candidate its znode's name below the cluster's path, as {@code json.info_0000000007}
 * @param epoch that znode's czxid
 * @param masterId fresh for each start of a master
 */
public record RegistryWriter(String candidate, long epoch, String masterId) {}
