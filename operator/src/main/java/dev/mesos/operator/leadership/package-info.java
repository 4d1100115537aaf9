/** Shows the leader as a pod label and a Lease (design D13), with one writer. */
@NullMarked
package dev.mesos.operator.leadership;

import org.jspecify.annotations.NullMarked;
