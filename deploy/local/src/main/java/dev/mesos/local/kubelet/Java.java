package dev.mesos.local.kubelet;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;

/** The JVM that runs the cluster, which also runs its pods. */
final class Java {

  private Java() {}

  static Path home() {
    return Path.of(System.getProperty("java.home"));
  }

  static String program() {
    return home().resolve("bin").resolve("java").toString();
  }

  /** The folder or jar that a class was loaded from. */
  static String classPathOf(Class<?> type) {
    CodeSource source = type.getProtectionDomain().getCodeSource();
    if (source == null) {
      throw new IllegalStateException(type + " was not loaded from a folder or jar.");
    }
    try {
      return Path.of(source.getLocation().toURI()).toString();
    } catch (URISyntaxException e) {
      throw new IllegalStateException("Not a path: " + source.getLocation(), e);
    }
  }
}
