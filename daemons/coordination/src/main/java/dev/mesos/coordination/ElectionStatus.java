package dev.mesos.coordination;

import java.util.OptionalLong;

/**
 * What a participant has seen of its election since it started, for metrics and status.
 *
 * @param leaders how many leaders were detected, the same one again only if another was between
 * @param epoch of the leader that is detected now; empty without one
 * @param leaderlessMs milliseconds for which no leader was known, the present ones included
 * @param takeoverMs milliseconds from seeing our own candidate first to the proof that let us lead;
 *     empty if we never led
 */
public record ElectionStatus(
    long leaders, OptionalLong epoch, long leaderlessMs, OptionalLong takeoverMs) {}
