/** How many slaves the leader counts, asked for beside the reconciliation. */
@NullMarked
package dev.mesos.operator.registration;

import org.jspecify.annotations.NullMarked;
