/**
 * Pure functions that merge one tree into another: JSON patch, merge patch, strategic merge,
 * server-side apply.
 */
@NullMarked
package dev.mesos.local.api.patch;

import org.jspecify.annotations.NullMarked;
