package dev.mesos.zookeeper;

/** A setting that cannot be used. The message names the variable, its value and what to write. */
final class SettingsException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  SettingsException(String message) {
    super(message);
  }
}
