package dev.mesos.bench.process;

import dev.mesos.bench.peer.PatienceException;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** A process that the harness has started, and ends at the latest when it is closed. */
public final class Program implements AutoCloseable {

  private static final Duration END = Duration.ofSeconds(10);

  private final Process process;

  private Program(Process process) {
    this.process = process;
  }

  /**
   * Starts one.
   *
   * @param environment added to that of this process
   * @param log is appended all that it writes
   * @param lines told what it writes to its standard output, line by line
   */
  public static Program start(
      List<String> command, Map<String, String> environment, Path log, Consumer<String> lines) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(Redirect.appendTo(log.toFile()));
    builder.environment().putAll(environment);
    try {
      Process process = builder.start();
      // Not virtual: beside some that read pipes, sleeps of a minute did not end (JDK 25.0.3).
      Thread.ofPlatform()
          .daemon()
          .name("output " + process.pid())
          .start(() -> read(process, log, lines));
      return new Program(process);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void read(Process process, Path log, Consumer<String> lines) {
    try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
        BufferedWriter written =
            Files.newBufferedWriter(log, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
      for (String line = output.readLine(); line != null; line = output.readLine()) {
        lines.accept(line);
        written.append(line).append('\n').flush();
      }
    } catch (IOException e) {
      // it was killed: whoever waits for a line will say so
    }
  }

  /** Writes a line to its standard input. */
  public void tell(String line) {
    try {
      BufferedWriter input = process.outputWriter(StandardCharsets.UTF_8);
      input.write(line + "\n");
      input.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether it runs. */
  public boolean alive() {
    return process.isAlive();
  }

  /** Its own CPU time and that of what it started. */
  public Duration cpu() {
    return working()
        .map(handle -> handle.info().totalCpuDuration().orElse(Duration.ZERO))
        .reduce(Duration.ZERO, Duration::plus);
  }

  /** Memory that it has in use, in bytes. */
  public long residentBytes() {
    return working().mapToLong(handle -> ProcFs.residentBytes(handle.pid())).sum();
  }

  /** Sends a signal to the process, or to what it has started if it is a mere script. */
  public void signal(Signal signal) {
    working().forEach(handle -> send(handle, signal));
  }

  private Stream<ProcessHandle> working() {
    List<ProcessHandle> started = process.descendants().toList();
    return started.isEmpty() ? Stream.of(process.toHandle()) : started.stream();
  }

  private static void send(ProcessHandle handle, Signal signal) {
    boolean sent =
        switch (signal) {
          case TERM -> handle.destroy();
          case KILL -> handle.destroyForcibly();
          case STOP, CONT -> kill(handle.pid(), signal);
        };
    if (!sent && handle.isAlive()) {
      throw new IllegalStateException("SIG" + signal + " to process " + handle.pid() + " failed");
    }
  }

  private static boolean kill(long pid, Signal signal) {
    try {
      return new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start().waitFor() == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Runs something, on another thread, as soon as the process has ended. */
  public void onExit(Runnable then) {
    var unused = process.onExit().thenRun(then);
  }

  /**
   * Waits for its end.
   *
   * @throws PatienceException if it does not end in time
   */
  public void awaitExit(Duration patience) throws InterruptedException {
    if (!process.waitFor(patience.toNanos(), TimeUnit.NANOSECONDS)) {
      throw new PatienceException("process " + process.pid() + " has not ended", patience);
    }
  }

  @Override
  public void close() {
    signal(Signal.KILL);
    try {
      // a script ends by itself, and removes its files, when what it has started is gone
      if (!process.waitFor(END.toMillis(), TimeUnit.MILLISECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
