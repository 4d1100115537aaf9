/** What people start by hand: the guided demo behind {@code make quickstart}. */
@NullMarked
package dev.mesos.local.cli;

import org.jspecify.annotations.NullMarked;
