/** The messages of Mesos: codecs and libprocess framing. */
@NullMarked
package dev.mesos.protocol;

import org.jspecify.annotations.NullMarked;
