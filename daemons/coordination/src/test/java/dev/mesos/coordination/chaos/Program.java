package dev.mesos.coordination.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A process within a {@link Namespace}. Between it and the one that brought it there stands a
 * shell: that one would stop with it, and a namespace does not go before all in it were waited for.
 */
final class Program {

  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final List<String> SHELL = List.of("sh", "-c", "\"$@\" & wait $!", "sh");

  private final Process around;
  private final ProcessHandle inside;

  private Program(Process around) {
    this.around = around;
    await()
        .atMost(PATIENCE)
        .pollInterval(Duration.ofMillis(2))
        .until(() -> child().isPresent() || !around.isAlive());
    this.inside = child().orElseThrow(() -> new IllegalStateException("gone at once: " + around));
  }

  private Optional<ProcessHandle> child() {
    return around.children().flatMap(ProcessHandle::children).findFirst();
  }

  static Program start(Namespace where, List<String> command, Path log) {
    try {
      return new Program(
          new ProcessBuilder(
                  where.entering(Stream.concat(SHELL.stream(), command.stream()).toList()))
              .redirectErrorStream(true)
              .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()))
              .start());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Stops it, as a debugger or a host that is out of memory does. */
  void stop() {
    signal("STOP");
  }

  /** Lets it go on. */
  void resume() {
    signal("CONT");
  }

  /** Kills it, stopped or not. */
  void kill() {
    signal("KILL");
  }

  /** Waits for its end. */
  int waitFor() throws InterruptedException {
    return around.waitFor();
  }

  /** One that has gone meanwhile gets no signal, and misses none. */
  private void signal(String name) {
    try {
      new ProcessBuilder("kill", "-" + name, "" + inside.pid())
          .redirectErrorStream(true)
          .redirectOutput(ProcessBuilder.Redirect.DISCARD)
          .start()
          .waitFor();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
