package dev.mesos.zookeeper;

import java.net.InetAddress;
import java.util.Map;
import java.util.Optional;

/**
 * Reads typed values from environment variables; what cannot be read is a {@link
 * SettingsException}.
 */
record Environment(Map<String, String> variables) {

  /** The value of a variable; an empty value counts as none. */
  Optional<String> find(String name) {
    return Optional.ofNullable(variables.get(name)).map(String::strip).filter(v -> !v.isEmpty());
  }

  String require(String name, String remedy) {
    return find(name).orElseThrow(() -> new SettingsException(name + " is not set: " + remedy));
  }

  int number(String name, int fallback, int min, int max) {
    Optional<String> text = find(name);
    if (text.isEmpty()) {
      return fallback;
    }
    try {
      int number = Integer.parseInt(text.get());
      if (number >= min && number <= max) {
        return number;
      }
    } catch (NumberFormatException e) {
      // reported below, like a number out of bounds
    }
    throw new SettingsException(
        "%s=%s is not a whole number from %d to %d: leave it out for %d"
            .formatted(name, text.get(), min, max, fallback));
  }

  /**
   * An address to listen on. A name is refused: it may resolve to another address than the pod's.
   */
  InetAddress address(String name, String fallback) {
    String text = find(name).orElse(fallback);
    try {
      return InetAddress.ofLiteral(text);
    } catch (IllegalArgumentException e) {
      throw new SettingsException(
          "%s=%s is not an IP address: leave it out for %s".formatted(name, text, fallback));
    }
  }
}
