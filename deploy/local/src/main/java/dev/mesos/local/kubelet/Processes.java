package dev.mesos.local.kubelet;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Starts processes so that none can outlive the cluster. Thread-safe. */
final class Processes {

  /**
   * What to start.
   *
   * @param command program and arguments
   * @param environment all of it: nothing is inherited from the cluster's own
   * @param folder the working folder
   * @param marker tells whose process it is, ends with a slash
   */
  record Launch(
      List<String> command, Map<String, String> environment, Path folder, String marker) {}

  private static final File NOTHING = new File("/dev/null");

  private final WatchdogProcess watchdog;

  Processes(WatchdogProcess watchdog) {
    this.watchdog = watchdog;
  }

  /** Starts a program that writes both its outputs to a file. */
  Process start(Launch launch, Path log) throws IOException {
    ProcessBuilder builder = builder(launch);
    builder.redirectInput(NOTHING);
    builder.redirectErrorStream(true);
    builder.redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    return watched(builder.start());
  }

  /** Starts a program with piped streams. */
  Process open(Launch launch) throws IOException {
    return watched(builder(launch).start());
  }

  private static ProcessBuilder builder(Launch launch) {
    ProcessBuilder builder = new ProcessBuilder(launch.command());
    builder.directory(launch.folder().toFile());
    builder.environment().clear();
    builder.environment().putAll(launch.environment());
    builder.environment().put(ProcessTree.MARKER, launch.marker());
    return builder;
  }

  private Process watched(Process process) {
    watchdog.began(process.pid());
    process.onExit().thenRun(() -> watchdog.ended(process.pid()));
    return process;
  }
}
