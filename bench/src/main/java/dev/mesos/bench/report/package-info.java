/** Figures, and how they are shown. */
@NullMarked
package dev.mesos.bench.report;

import org.jspecify.annotations.NullMarked;
