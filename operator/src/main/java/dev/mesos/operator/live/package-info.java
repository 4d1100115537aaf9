/** The seam to Kubernetes: the objects of one cluster as they are now. */
@NullMarked
package dev.mesos.operator.live;

import org.jspecify.annotations.NullMarked;
