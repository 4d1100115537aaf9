@NullMarked
package dev.mesos.master;

import org.jspecify.annotations.NullMarked;
