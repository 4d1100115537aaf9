package dev.mesos.master.registry;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What a registry tells. */
public sealed interface RegistryNews {

  /**
   * All is read, and nobody else can write any more: operations are taken from here on.
   *
   * @param entries each slave once
   * @param skipped what could not be read
   * @param made when the registry was made, by ZooKeeper's clock; empty if this claim made it
   */
  record Recovered(List<RegistryEntry> entries, List<SkippedEntry> skipped, Optional<Instant> made)
      implements RegistryNews {}

  /** An operation is done. Told once for each, in the order in which they were given. */
  record Done(long number, RegistryOutcome outcome) implements RegistryNews {}

  /** These slaves are forgotten, for their age or their number. */
  record Pruned(List<String> ids) implements RegistryNews {}

  /**
   * ZooKeeper refuses us. Not final: it is tried again, and told again only if the error changes.
   */
  record Refused(String error) implements RegistryNews {}

  /** We may write no more. All operations that were under way have been told so before. */
  record Ended(RegistryEnd reason, String detail) implements RegistryNews {}
}
