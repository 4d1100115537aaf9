/** What ZooKeeper says about the cluster's znode and its candidates, kept up to date by watches. */
@NullMarked
package dev.mesos.operator.election;

import org.jspecify.annotations.NullMarked;
