/** What the kubelet and the controllers share: threads and events. */
@NullMarked
package dev.mesos.local.support;

import org.jspecify.annotations.NullMarked;
