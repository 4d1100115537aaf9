/** mesos-master: elects, leads, stands by. */
@NullMarked
package dev.mesos.master;

import org.jspecify.annotations.NullMarked;
