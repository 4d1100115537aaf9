package dev.mesos.operator.registration;

/** What the leader counts: slaves that are registered, and slaves that it has deactivated. */
public record SlaveCounts(int registered, int deactivated) {}
