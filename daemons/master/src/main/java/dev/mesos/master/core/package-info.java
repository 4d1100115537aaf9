/**
 * What a master decides: events in, actions out; without threads, clocks or I/O. Nothing here is
 * thread-safe but {@link dev.mesos.master.core.MasterMetrics}.
 */
@NullMarked
package dev.mesos.master.core;

import org.jspecify.annotations.NullMarked;
