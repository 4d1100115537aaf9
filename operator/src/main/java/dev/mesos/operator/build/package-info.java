/** Step 3: builds the objects of a cluster. Pure functions: no client, no clock, no randomness. */
@NullMarked
package dev.mesos.operator.build;

import org.jspecify.annotations.NullMarked;
