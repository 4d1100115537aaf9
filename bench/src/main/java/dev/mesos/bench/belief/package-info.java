/** Who believed to lead when, and where two beliefs overlap. */
@NullMarked
package dev.mesos.bench.belief;

import org.jspecify.annotations.NullMarked;
