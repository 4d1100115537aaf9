/** The embedded cluster: a small Kubernetes in one JVM, for a machine without one and for tests. */
@NullMarked
package dev.mesos.local;

import org.jspecify.annotations.NullMarked;
