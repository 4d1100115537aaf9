package dev.mesos.flags;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The values of all declared flags. Immutable and thread-safe. */
public final class FlagValues {

  private final Map<Flag<?>, Object> values;

  FlagValues(Map<Flag<?>, Object> values) {
    this.values = new LinkedHashMap<>(values);
  }

  /** The value that was given, or the default, if there is either. */
  public <T> Optional<T> find(Flag<T> flag) {
    @SuppressWarnings("unchecked") // the loader put the value in under a flag of its type
    T value = (T) values.get(flag);
    return Optional.ofNullable(value);
  }

  /**
   * The value that was given, or the default.
   *
   * @throws IllegalStateException for a flag that has neither; ask {@link #find} for such
   */
  public <T> T get(Flag<T> flag) {
    return find(flag)
        .orElseThrow(() ->
            new IllegalStateException(
                "flag --" + flag.name() + " has no value: declare it with a default"));
  }

  /** All values as the {@code /flags} endpoint shows them: by name, without secrets. */
  public SortedMap<String, String> printed() {
    SortedMap<String, String> printed = new TreeMap<>();
    values.keySet().forEach(flag -> printed.put(flag.name(), print(flag)));
    return printed;
  }

  private <T> String print(Flag<T> flag) {
    return flag.type().print(get(flag));
  }
}
