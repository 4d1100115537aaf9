/**
 * What everything else is written in: JSON trees, resource types, schemas, selectors and API
 * errors.
 */
@NullMarked
package dev.mesos.local.api.model;

import org.jspecify.annotations.NullMarked;
