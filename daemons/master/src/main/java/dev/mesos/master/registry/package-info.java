/**
 * What the leading master must not forget of its slaves, in ZooKeeper: {@code
 * docs/reference/registry.md}.
 *
 * <p>{@link dev.mesos.master.registry.RegistryCore} decides, without threads, clocks or I/O; {@link
 * dev.mesos.master.registry.ZooKeeperRegistry} is the shell around it, and {@link
 * dev.mesos.master.registry.MemoryRegistry} serves a master that is alone.
 */
@NullMarked
package dev.mesos.master.registry;

import org.jspecify.annotations.NullMarked;
