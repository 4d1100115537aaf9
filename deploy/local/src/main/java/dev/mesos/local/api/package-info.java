/**
 * The API server of the embedded cluster: storage, HTTP, discovery, validation, patches, watches.
 */
@NullMarked
package dev.mesos.local.api;

import org.jspecify.annotations.NullMarked;
