@NullMarked
package dev.mesos.master.core;

import org.jspecify.annotations.NullMarked;
