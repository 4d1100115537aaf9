package dev.mesos.flags;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The declaration of one flag. Immutable: the {@code with} methods give changed copies.
 *
 * @param name in lower case with underscores, as after {@code --}
 * @param type how its text is read and shown
 * @param defaultValue its value when nothing gives one, or null
 * @param help one or two sentences for {@code --help}
 * @param deprecatedNames older names, accepted with a warning
 * @param environment further environment variables that give it a value, asked in this order after
 *     {@code MESOS_NAME}
 * @param required whether it is an error when nothing gives it a value
 */
public record Flag<T>(
    String name,
    FlagType<T> type,
    @Nullable T defaultValue,
    String help,
    List<String> deprecatedNames,
    List<String> environment,
    boolean required) {

  public Flag {
    deprecatedNames = List.copyOf(deprecatedNames);
    environment = List.copyOf(environment);
  }

  /** An optional flag without a default. */
  public static <T> Flag<T> of(String name, FlagType<T> type, String help) {
    return new Flag<>(name, type, null, help, List.of(), List.of(), false);
  }

  /** This flag with a default. */
  public Flag<T> withDefault(T value) {
    return new Flag<>(name, type, value, help, deprecatedNames, environment, required);
  }

  /** This flag with one more name, accepted with a warning. */
  public Flag<T> withDeprecatedName(String older) {
    List<String> names = new ArrayList<>(deprecatedNames);
    names.add(older);
    return new Flag<>(name, type, defaultValue, help, names, environment, required);
  }

  /** This flag with further environment variables, asked after {@code MESOS_NAME}. */
  public Flag<T> withEnvironment(String... variables) {
    return new Flag<>(
        name, type, defaultValue, help, deprecatedNames, List.of(variables), required);
  }

  /** This flag, now an error when nothing gives it a value. */
  public Flag<T> asRequired() {
    return new Flag<>(name, type, defaultValue, help, deprecatedNames, environment, true);
  }
}
