package dev.mesos.operator.events;

/** Something that users should know happened. */
public record ClusterEvent(EventReason reason, String message) {}
