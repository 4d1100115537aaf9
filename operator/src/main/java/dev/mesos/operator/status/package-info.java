/** Step 5: turns what was observed into the status. Pure: the time is passed in. */
@NullMarked
package dev.mesos.operator.status;

import org.jspecify.annotations.NullMarked;
