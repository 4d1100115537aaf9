/** Step 1: reads what the resource refers to. The only step that reads from Kubernetes. */
@NullMarked
package dev.mesos.operator.dereference;

import org.jspecify.annotations.NullMarked;
