/** What the operator tells users as Kubernetes events: a closed list. */
@NullMarked
package dev.mesos.operator.events;

import org.jspecify.annotations.NullMarked;
