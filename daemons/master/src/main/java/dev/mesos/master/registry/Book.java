package dev.mesos.master.registry;

import dev.mesos.master.registry.RegistryOutcome.Refusal;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the registry holds once all that was asked for is written. Operations are judged by this and
 * not by what is written so far: those before them will be, or there is no later.
 */
final class Book {

  private final Map<String, RegistryEntry> entries = new LinkedHashMap<>();
  private final Map<State, Integer> counts = new EnumMap<>(State.class);
  private final Set<String> unreadable = new HashSet<>();

  /** Nobody is to be written under this id: what is there cannot be read. */
  void block(String id) {
    unreadable.add(id);
  }

  void put(RegistryEntry entry) {
    RegistryEntry before = entries.put(entry.id(), entry);
    if (before != null) {
      count(before, -1);
    }
    count(entry, 1);
  }

  void remove(String id) {
    RegistryEntry before = entries.remove(id);
    if (before != null) {
      count(before, -1);
    }
  }

  private void count(RegistryEntry entry, int by) {
    counts.merge(entry.state(), by, Integer::sum);
  }

  int count(State state) {
    return counts.getOrDefault(state, 0);
  }

  Collection<RegistryEntry> entries() {
    return Collections.unmodifiableCollection(entries.values());
  }

  /** What an operation makes of its slave; nothing is noted yet. */
  Transition judge(RegistryOperation operation, Instant at, long epoch) {
    String id = operation.id();
    if (!RegistryLayout.names(id)) {
      return new Transition.Refuse(
          Refusal.INVALID, "slave id '" + id + "': use 1 to 255 bytes of UTF-8");
    }
    if (unreadable.contains(id)) {
      return new Transition.Refuse(
          Refusal.UNREADABLE, "what the registry holds of slave " + id + " cannot be read");
    }
    return Transition.of(Optional.ofNullable(entries.get(id)), operation, at, epoch);
  }
}
