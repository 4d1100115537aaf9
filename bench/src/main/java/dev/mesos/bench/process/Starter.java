package dev.mesos.bench.process;

import java.nio.file.Path;
import java.util.function.Consumer;

/** How a process that stands in an election is started. */
@FunctionalInterface
public interface Starter {

  /** A line that a process may write once it stands. */
  String STANDS = "stands";

  /**
   * Starts one.
   *
   * @param id its name in the election, {@code 127.0.0.1:PORT}; the port is free
   * @param log for what it has to say
   * @param lines told what it writes to its standard output
   */
  Program start(String id, Path log, Consumer<String> lines);

  /** The port of a name. */
  static String port(String id) {
    return id.substring(id.indexOf(':') + 1);
  }
}
