/** What a slave decides: a state machine without threads, clocks or I/O. */
@NullMarked
package dev.mesos.slave.core;

import org.jspecify.annotations.NullMarked;
