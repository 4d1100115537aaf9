/** How many slaves a master carries: {@code make bench-scale}. */
@NullMarked
package dev.mesos.bench.scale;

import org.jspecify.annotations.NullMarked;
