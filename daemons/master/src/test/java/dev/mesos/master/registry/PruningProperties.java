package dev.mesos.master.registry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mesos.protocol.RegistryMessages.RegistryRecord;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** What is forgotten. */
class PruningProperties {

  private static final Instant NOW = Instant.parse("2026-06-01T00:00:00Z");
  private static final int LIMIT = 5;
  private static final RegistrySettings SETTINGS =
      RegistrySettings.DEFAULT.withLimits(Duration.ofDays(14), LIMIT, Duration.ofMinutes(15));

  @Property
  void theOldestGoAndTheAdmittedStay(
      @ForAll @Size(max = 30) List<@IntRange(max = 30) Integer> ages,
      @ForAll @Size(value = 30) List<State> states) {
    List<RegistryEntry> entries = new ArrayList<>();
    for (int i = 0; i < ages.size(); i++) {
      entries.add(entry("s" + i, states.get(i), ages.get(i)));
    }
    Set<String> due = new HashSet<>(Pruning.due(entries, SETTINGS, NOW));

    for (State state : State.values()) {
      List<RegistryEntry> stay =
          entries.stream().filter(e -> e.state() == state && !due.contains(e.id())).toList();
      List<RegistryEntry> go =
          entries.stream().filter(e -> e.state() == state && due.contains(e.id())).toList();
      if (state == State.ADMITTED) {
        assertThat(go).isEmpty();
        continue;
      }
      assertThat(stay).hasSizeLessThanOrEqualTo(LIMIT);
      assertThat(stay).allMatch(e -> age(e) <= 14);
      // whoever is young enough goes only if there is no room left
      if (go.stream().anyMatch(e -> age(e) <= 14)) {
        assertThat(stay).hasSize(LIMIT);
      }
      for (RegistryEntry gone : go) {
        assertThat(stay).noneMatch(e -> e.since().isBefore(gone.since()));
      }
    }
  }

  @Example
  void theOldestFirst() {
    List<RegistryEntry> entries =
        List.of(
            entry("b", State.DEACTIVATED, 20),
            entry("a", State.DEACTIVATED, 30),
            entry("c", State.GONE, 15),
            entry("d", State.GONE, 14));
    assertThat(Pruning.due(entries, SETTINGS, NOW)).containsExactly("a", "b", "c");
  }

  @Example
  void asMuchIsKeptAsMesosKeeps() {
    assertThat(RegistrySettings.DEFAULT.maxAge()).isEqualTo(Duration.ofDays(14));
    assertThat(RegistrySettings.DEFAULT.maxCount()).isEqualTo(102_400);
  }

  private static long age(RegistryEntry entry) {
    return Duration.between(entry.since(), NOW).toDays();
  }

  private static RegistryEntry entry(String id, State state, int days) {
    return new RegistryEntry(
        RegistryRecord.newBuilder()
            .setId(id)
            .setState(state)
            .setSinceMs(NOW.minus(Duration.ofDays(days)).toEpochMilli())
            .setEpoch(1)
            .build());
  }
}
