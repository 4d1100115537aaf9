/** Two that believe to lead at once: real ensembles, real processes, random faults. */
@NullMarked
package dev.mesos.bench.overlap;

import org.jspecify.annotations.NullMarked;
