/** The node of the embedded cluster: runs pods as child processes on loopback addresses. */
@NullMarked
package dev.mesos.local.kubelet;

import org.jspecify.annotations.NullMarked;
