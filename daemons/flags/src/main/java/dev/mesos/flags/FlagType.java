package dev.mesos.flags;

import java.util.function.Predicate;

/**
 * How the text of a flag becomes a value, and back. Implementations are immutable and thread-safe.
 *
 * @param <T> the value's type
 */
public interface FlagType<T> {

  /** What stands for a value in the help text, for instance {@code DURATION}. */
  String placeholder();

  /**
   * Parses the text of a value.
   *
   * @throws IllegalArgumentException with a message that says what to write instead; the message
   *     does not repeat the text when it may be a secret
   */
  T parse(String text);

  /** The value as the {@code /flags} endpoint shows it: never with a secret in it. */
  String print(T value);

  /** Whether {@code --name} and {@code --no-name} stand for true and false. */
  default boolean isBoolean() {
    return false;
  }

  /**
   * Whether a value {@code file://PATH} is handed to {@link #parse} as it is; otherwise the loader
   * replaces it by the file's content first.
   */
  default boolean readsFilesItself() {
    return false;
  }

  /** Whether messages may show the text that was given. */
  default boolean isSecret() {
    return false;
  }

  /**
   * This type, narrowed to the values that pass a check.
   *
   * @param remedy what to write instead, for instance {@code "write a duration of at least 1secs"}
   */
  default FlagType<T> checked(Predicate<T> check, String remedy) {
    return new CheckedType<>(this, check, remedy);
  }
}
