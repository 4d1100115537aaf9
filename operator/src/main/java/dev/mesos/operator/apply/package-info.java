/** Step 4: brings the objects into Kubernetes, writing only what differs. */
@NullMarked
package dev.mesos.operator.apply;

import org.jspecify.annotations.NullMarked;
