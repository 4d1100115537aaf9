package dev.mesos.operator.status;

import dev.mesos.crds.Reason;

/** What keeps the operator from going on until somebody helps, and how to help. */
public record Obstacle(Reason reason, String message) {}
