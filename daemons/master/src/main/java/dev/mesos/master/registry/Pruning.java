package dev.mesos.master.registry;

import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Which slaves may be forgotten: the deactivated and the gone that are older than allowed, and of
 * each of both kinds the oldest beyond the number allowed. Never one that is admitted.
 */
final class Pruning {

  private static final Comparator<RegistryEntry> OLDEST_FIRST =
      Comparator.comparing(RegistryEntry::since).thenComparing(RegistryEntry::id);

  private Pruning() {}

  /** The ids, of each kind the oldest first. */
  static List<String> due(
      Collection<RegistryEntry> entries, RegistrySettings settings, Instant now) {
    return Stream.of(State.DEACTIVATED, State.GONE)
        .flatMap(state -> due(entries, state, settings, now))
        .toList();
  }

  private static Stream<String> due(
      Collection<RegistryEntry> entries, State state, RegistrySettings settings, Instant now) {
    List<RegistryEntry> sorted =
        entries.stream().filter(entry -> entry.state() == state).sorted(OLDEST_FIRST).toList();
    Instant oldest = now.minus(settings.maxAge());
    long aged = sorted.stream().takeWhile(entry -> entry.since().isBefore(oldest)).count();
    long surplus = Math.max(0, sorted.size() - settings.maxCount());
    return sorted.stream().limit(Math.max(aged, surplus)).map(RegistryEntry::id);
  }
}
