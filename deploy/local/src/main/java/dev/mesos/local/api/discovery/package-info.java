/** What clients ask before anything else: groups, resources, versions and OpenAPI. */
@NullMarked
package dev.mesos.local.api.discovery;

import org.jspecify.annotations.NullMarked;
