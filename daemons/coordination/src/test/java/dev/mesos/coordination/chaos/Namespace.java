package dev.mesos.coordination.chaos;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * A network namespace of Linux, held by a process. The {@link #outer()} one also is a namespace of
 * processes: when its holder ends, the system kills all that run in it and removes its interfaces.
 * The holder ends with its standard input, so that happens however this JVM ends.
 */
final class Namespace implements AutoCloseable {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Process starter;
  private final long pid;

  private Namespace(List<String> command) throws IOException {
    starter = new ProcessBuilder(command).redirectErrorStream(true).start();
    pid = await().atMost(PATIENCE).until(this::holder, Optional::isPresent).orElseThrow();
  }

  /** The one around all others. Its processes see and reach nothing outside of it. */
  static Namespace outer() throws IOException {
    return new Namespace(List.of("unshare", "--net", "--pid", "--fork", "--kill-child", "cat"));
  }

  /** Another network within this namespace of processes, not connected to anything yet. */
  Namespace inner() throws IOException {
    return new Namespace(entering(List.of("unshare", "--net", "cat")));
  }

  /** Ready once it is the last of those that the starter becomes, or starts. */
  private Optional<Long> holder() {
    if (!starter.isAlive()) {
      throw new IllegalStateException("no namespace: " + output(starter));
    }
    return starter
        .children()
        .filter(child -> child.info().command().filter(c -> c.endsWith("cat")).isPresent())
        .map(ProcessHandle::pid)
        .findFirst();
  }

  /** The holder's number, as it is known outside. */
  long pid() {
    return pid;
  }

  /** A command that runs another one in here. */
  List<String> entering(List<String> command) {
    List<String> whole =
        new ArrayList<>(List.of("nsenter", "--target", "" + pid, "--net", "--pid", "--"));
    whole.addAll(command);
    return whole;
  }

  /**
   * Runs a shell script in this network, with the numbers of processes that are known outside.
   *
   * @throws IllegalStateException if it fails; with what it printed
   */
  void run(String script) {
    try {
      Process process =
          new ProcessBuilder("nsenter", "--target", "" + pid, "--net", "--", "sh", "-ec", script)
              .redirectErrorStream(true)
              .start();
      String output = output(process);
      if (process.waitFor() != 0) {
        throw new IllegalStateException(script + ": " + output);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String output(Process process) {
    try {
      return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      starter.getOutputStream().close();
      if (!starter.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
        starter.destroyForcibly();
      }
    } catch (IOException e) {
      starter.destroyForcibly();
    } catch (InterruptedException e) {
      starter.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
