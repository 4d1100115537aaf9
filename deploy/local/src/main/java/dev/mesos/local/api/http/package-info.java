/** HTTP in front of the registry: paths, content types, watches, streams. */
@NullMarked
package dev.mesos.local.api.http;

import org.jspecify.annotations.NullMarked;
