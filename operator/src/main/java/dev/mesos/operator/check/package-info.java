/** What {@code helm test} runs in a pod of its own: it stands apart from the operator itself. */
@NullMarked
package dev.mesos.operator.check;

import org.jspecify.annotations.NullMarked;
