/** Programs that the harness starts, faults and ends. */
@NullMarked
package dev.mesos.bench.process;

import org.jspecify.annotations.NullMarked;
