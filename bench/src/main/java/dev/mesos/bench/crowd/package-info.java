/** Many sessions on one ensemble: how fast they hear of a change, and what they cost at rest. */
@NullMarked
package dev.mesos.bench.crowd;

import org.jspecify.annotations.NullMarked;
