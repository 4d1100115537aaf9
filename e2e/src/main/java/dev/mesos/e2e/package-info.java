/** One scenario suite, three backends. */
@NullMarked
package dev.mesos.e2e;

import org.jspecify.annotations.NullMarked;
