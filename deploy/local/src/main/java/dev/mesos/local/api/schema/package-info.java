/** Structural schemas at work: pruning, defaults, validation and CEL rules. */
@NullMarked
package dev.mesos.local.api.schema;

import org.jspecify.annotations.NullMarked;
