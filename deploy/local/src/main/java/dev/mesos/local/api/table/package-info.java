/** Tables as kubectl prints them. */
@NullMarked
package dev.mesos.local.api.table;

import org.jspecify.annotations.NullMarked;
