package dev.mesos.coordination;

/** How long a leader may act: see docs/concepts/election.md. */
final class Lease {}
