/**
 * Step 2: turns the resource into a type in which nothing is optional that should not be, or
 * refuses it.
 */
@NullMarked
package dev.mesos.operator.validate;

import org.jspecify.annotations.NullMarked;
