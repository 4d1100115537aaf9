package dev.mesos.zookeeper;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/**
 * The digest by which ZooKeeper knows its superuser. Neither it nor the password is ever logged.
 */
final class SuperDigest {
  /** ZooKeeper reads this property once, when its digest authentication is loaded. */
  static final String PROPERTY = "zookeeper.DigestAuthenticationProvider.superDigest";

  private SuperDigest() {}

  /**
   * Reads the password and gives the property's value.
   *
   * @throws SettingsException if the file cannot be read or is empty
   */
  static String fromFile(Path file) {
    String password;
    try {
      password = Files.readString(file).strip();
    } catch (IOException e) {
      throw new SettingsException(
          "ZOOKEEPER_SUPER_PASSWORD_FILE=%s cannot be read (%s): mount the Secret there, or leave it out"
              .formatted(file, e.getClass().getSimpleName()));
    }
    if (password.isEmpty()) {
      throw new SettingsException(
          "ZOOKEEPER_SUPER_PASSWORD_FILE=%s is empty: put a password in, or leave it out"
              .formatted(file));
    }
    return of(password);
  }

  static String of(String password) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-1")
              .digest(("super:" + password).getBytes(StandardCharsets.UTF_8));
      return "super:" + Base64.getEncoder().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
