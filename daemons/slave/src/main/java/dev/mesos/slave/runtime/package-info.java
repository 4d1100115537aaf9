/** Sockets, timers, files and ZooKeeper around the core of a slave. */
@NullMarked
package dev.mesos.slave.runtime;

import org.jspecify.annotations.NullMarked;
