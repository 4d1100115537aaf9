/** What happens between a request and the store: defaults, validation, ownership, deletion. */
@NullMarked
package dev.mesos.local.api.registry;

import org.jspecify.annotations.NullMarked;
