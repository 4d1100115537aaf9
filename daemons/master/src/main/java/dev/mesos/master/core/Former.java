package dev.mesos.master.core;

import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import dev.mesos.protocol.Upid;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The slaves that are in the registry and may not come back under their ids: those that were given
 * up, and those that an operator declared gone. Of those whose end this master has seen it also
 * knows where they were, to recognize what says no name.
 */
final class Former {

  /** As many places as Mesos remembers removed slaves. */
  static final int MOST_PLACES = 100_000;

  private final Map<String, State> states = new HashMap<>();
  private final Map<Upid, String> places =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Upid, String> eldest) {
          return size() > MOST_PLACES;
        }
      };
  private int deactivated;

  void add(String id, State state) {
    forget(id);
    states.put(id, state);
    deactivated += state == State.DEACTIVATED ? 1 : 0;
  }

  /** The slave was last at this place. */
  void lastSeenAt(Upid pid, String id) {
    places.put(pid, id);
  }

  /** Another slave is at this place now. */
  void placeTaken(Upid pid) {
    places.remove(pid);
  }

  void forget(Collection<String> ids) {
    ids.forEach(this::forget);
  }

  void forget(String id) {
    deactivated -= states.remove(id) == State.DEACTIVATED ? 1 : 0;
  }

  Optional<State> state(String id) {
    return Optional.ofNullable(states.get(id));
  }

  /** Which of them was last at this place, if it still is one of them. */
  Optional<String> at(Upid pid) {
    return Optional.ofNullable(places.get(pid)).filter(states::containsKey);
  }

  int deactivated() {
    return deactivated;
  }

  int gone() {
    return states.size() - deactivated;
  }
}
