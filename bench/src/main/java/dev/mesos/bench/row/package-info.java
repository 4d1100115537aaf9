/** What is measured: a class for each row of docs/reference/measurements.md. */
@NullMarked
package dev.mesos.bench.row;

import org.jspecify.annotations.NullMarked;
