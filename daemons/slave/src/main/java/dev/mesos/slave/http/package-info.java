/** Mesos's HTTP endpoints of a slave. */
@NullMarked
package dev.mesos.slave.http;

import org.jspecify.annotations.NullMarked;
