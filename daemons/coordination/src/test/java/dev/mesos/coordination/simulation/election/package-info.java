/**
 * Elections in the simulated world: processes that take part, whatever rules they follow, what
 * happens to them, and who judges them.
 */
@NullMarked
package dev.mesos.coordination.simulation.election;

import org.jspecify.annotations.NullMarked;
