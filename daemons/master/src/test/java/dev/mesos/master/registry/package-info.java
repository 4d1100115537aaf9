@NullMarked
package dev.mesos.master.registry;

import org.jspecify.annotations.NullMarked;
