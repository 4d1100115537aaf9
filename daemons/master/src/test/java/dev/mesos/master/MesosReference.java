package dev.mesos.master;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Programs of Apache Mesos itself, where they are there: in the folder that the variable {@code
 * MESOS_REFERENCE} names, or in {@code ../shared/mesos} beside the repository. Tests that need them
 * are skipped elsewhere.
 */
final class MesosReference implements AutoCloseable {

  private final Process process;
  private final Path log;

  private MesosReference(Process process, Path log) {
    this.process = process;
    this.log = log;
  }

  /** Skips the test unless Mesos is there. */
  static void assumePresent() {
    Assumptions.assumeTrue(
        Files.isExecutable(folder().resolve("local")), "no Apache Mesos at " + folder());
  }

  /** Starts one of its programs in the background; its log is in {@code target/}. */
  static MesosReference start(String program, String... arguments) {
    List<String> command = new ArrayList<>(List.of(folder().resolve(program).toString()));
    command.addAll(List.of(arguments));
    Path log = Path.of("target", "mesos-" + program + "-" + arguments[0].hashCode() + ".log");
    try {
      Process process =
          new ProcessBuilder(command)
              .redirectErrorStream(true)
              .redirectOutput(log.toFile())
              .start();
      return new MesosReference(process, log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What the program wrote so far. */
  String log() {
    try {
      return Files.readString(log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  boolean running() {
    return process.isAlive();
  }

  private static Path folder() {
    String named = System.getenv("MESOS_REFERENCE");
    Path folder = named == null ? Path.of("..", "..", "..", "shared", "mesos") : Path.of(named);
    return folder.toAbsolutePath().normalize();
  }

  @Override
  public void close() {
    List<ProcessHandle> all = new ArrayList<>(process.descendants().toList());
    all.add(process.toHandle());
    all.forEach(ProcessHandle::destroy);
    try {
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        all.forEach(ProcessHandle::destroyForcibly);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
