package dev.mesos.master.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A registry as somebody found it who does not lead. What a leader writes meanwhile may be in it or
 * not: each slave is as it was at some moment of the reading.
 *
 * @param buckets how many there are, for good
 * @param leader who claimed it last
 * @param made when, by ZooKeeper's clock
 * @param entries each slave once, in no order
 * @param skipped what could not be read
 */
public record RegistryContents(
    int buckets,
    Optional<RegistryWriter> leader,
    Instant made,
    List<RegistryEntry> entries,
    List<SkippedEntry> skipped) {}
