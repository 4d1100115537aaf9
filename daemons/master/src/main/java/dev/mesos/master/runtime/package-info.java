/** The shell around the core: sockets, timers, ZooKeeper and the end of the process. */
@NullMarked
package dev.mesos.master.runtime;

import org.jspecify.annotations.NullMarked;
