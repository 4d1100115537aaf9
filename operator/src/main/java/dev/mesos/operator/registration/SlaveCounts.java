package dev.mesos.operator.registration;

import java.util.List;

/**
 * What the leader says of its slaves.
 *
 * @param registered those that are registered and connected
 * @param unreachable those that it still expects: their connection broke, they announced a pause,
 *     or they have not come over from its predecessor yet
 * @param deactivated those that were given up and may not come back under their ids
 * @param missing the first labels of the host names of the unreachable, sorted, not more than
 *     {@link #NAMED}
 */
public record SlaveCounts(int registered, int unreachable, int deactivated, List<String> missing) {

  /** So many names fit into a message for people. */
  public static final int NAMED = 5;

  /** Copies the list. */
  public SlaveCounts {
    missing = List.copyOf(missing);
  }

  /** Nobody is missing. */
  public static SlaveCounts of(int registered) {
    return new SlaveCounts(registered, 0, 0, List.of());
  }
}
