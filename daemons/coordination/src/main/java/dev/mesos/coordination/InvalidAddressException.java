package dev.mesos.coordination;

/**
 * An address of a master or of ZooKeeper that cannot be used. The message names the address
 * (without its password), what is wrong with it, and what to write instead.
 */
public final class InvalidAddressException extends IllegalArgumentException {

  private static final long serialVersionUID = 1L;

  /** A message that is fit for the user as it stands. */
  public InvalidAddressException(String message) {
    super(message);
  }
}
