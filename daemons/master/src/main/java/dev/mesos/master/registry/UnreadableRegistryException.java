package dev.mesos.master.registry;

/** A registry cannot be read at all. The message says where, why and what to do. */
public final class UnreadableRegistryException extends Exception {

  private static final long serialVersionUID = 1L;

  UnreadableRegistryException(String message) {
    super(message);
  }
}
