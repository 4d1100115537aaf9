/**
 * The scenarios, written once, and the backends on which they run.
 *
 * <p>A scenario speaks to a {@link dev.mesos.e2e.Backend} and to what the Kubernetes API, ZooKeeper
 * and the daemons' own HTTP endpoints show to everybody. It shares no code with the operator and
 * the daemons, so that it cannot share their mistakes.
 */
@NullMarked
package dev.mesos.e2e;

import org.jspecify.annotations.NullMarked;
