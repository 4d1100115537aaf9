/** Elections of every make, ours among them: how to stand in one, and how to see who leads. */
@NullMarked
package dev.mesos.bench.peer;

import org.jspecify.annotations.NullMarked;
