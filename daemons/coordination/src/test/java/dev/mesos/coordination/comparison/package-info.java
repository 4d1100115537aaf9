/** Holds the model of ZooKeeper that simulations stand on against a real ensemble. */
@NullMarked
package dev.mesos.coordination.comparison;

import org.jspecify.annotations.NullMarked;
