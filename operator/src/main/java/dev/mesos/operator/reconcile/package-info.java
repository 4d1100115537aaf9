/** The procedure: the five steps in their order, and what is done when a cluster is deleted. */
@NullMarked
package dev.mesos.operator.reconcile;

import org.jspecify.annotations.NullMarked;
