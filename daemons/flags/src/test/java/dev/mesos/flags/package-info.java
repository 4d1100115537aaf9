@NullMarked
package dev.mesos.flags;

import org.jspecify.annotations.NullMarked;
