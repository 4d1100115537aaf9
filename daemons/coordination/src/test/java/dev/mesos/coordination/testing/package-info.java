/** Real ZooKeeper servers in the test's own JVM. */
@NullMarked
package dev.mesos.coordination.testing;

import org.jspecify.annotations.NullMarked;
