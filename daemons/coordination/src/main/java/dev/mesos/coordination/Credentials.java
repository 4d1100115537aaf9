package dev.mesos.coordination;

import java.nio.charset.StandardCharsets;

/**
 * A user and a password for ZooKeeper's {@code digest} scheme, the only one that Mesos knows.
 * {@link #toString()} never shows the password.
 *
 * @param user not empty, without a colon
 * @param password not empty
 */
public record Credentials(String user, String password) {

  /** Refuses what ZooKeeper could not tell apart. */
  public Credentials {
    if (user.isEmpty() || password.isEmpty()) {
      throw new InvalidAddressException(
          "ZooKeeper credentials need a user and a password: write user:password");
    }
    if (user.indexOf(':') >= 0) {
      throw new InvalidAddressException(
          "the ZooKeeper user name contains ':', which ends the name: choose one without");
    }
  }

  /** The bytes that ZooKeeper's {@code addAuthInfo("digest", ...)} takes. */
  public byte[] digest() {
    return (user + ":" + password).getBytes(StandardCharsets.UTF_8);
  }

  @Override
  public String toString() {
    return user + ":***";
  }
}
