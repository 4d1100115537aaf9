/** mesos-slave: detects the leader and serves it. */
@NullMarked
package dev.mesos.slave;

import org.jspecify.annotations.NullMarked;
