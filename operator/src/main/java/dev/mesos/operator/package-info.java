/** The operator: reads a MesosCluster, builds its objects, applies them, writes its status. */
@NullMarked
package dev.mesos.operator;

import org.jspecify.annotations.NullMarked;
