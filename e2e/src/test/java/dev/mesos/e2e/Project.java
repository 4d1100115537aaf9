package dev.mesos.e2e;

import java.nio.file.Path;

/** Where things are. Maven runs the tests of a module in the module's folder. */
final class Project {
  static final Path ROOT = Path.of("").toAbsolutePath().getParent();

  private Project() {}
}
