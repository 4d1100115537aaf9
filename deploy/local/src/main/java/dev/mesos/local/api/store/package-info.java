/** Objects in memory: one revision counter, optimistic locking, and watches from a revision. */
@NullMarked
package dev.mesos.local.api.store;

import org.jspecify.annotations.NullMarked;
