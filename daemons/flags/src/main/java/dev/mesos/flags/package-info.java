/** The command line of Mesos: flags, environment, durations and file values; what was built. */
@NullMarked
package dev.mesos.flags;

import org.jspecify.annotations.NullMarked;
