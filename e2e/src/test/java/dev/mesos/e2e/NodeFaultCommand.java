package dev.mesos.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Node faults by a command of the machine that runs the cluster: {@code COMMAND ACTION NODE}, with
 * the actions crash, start, freeze, thaw, cut and join.
 */
record NodeFaultCommand(Path command) implements NodeFaults {
  private static final long MINUTES = 1;

  @Override
  public Fault begin(Kind kind, String node) {
    AtomicBoolean ended = new AtomicBoolean();
    Fault fault =
        () -> {
          if (ended.compareAndSet(false, true)) {
            run(kind.end(), node);
          }
        };
    try {
      run(kind.begin(), node);
    } catch (RuntimeException e) {
      fault.close(); // it may have begun all the same
      throw e;
    }
    return fault;
  }

  private void run(String action, String node) {
    try {
      Path output = Files.createTempFile("node-fault", ".log");
      Process process =
          new ProcessBuilder(command.toString(), action, node)
              .redirectErrorStream(true)
              .redirectOutput(output.toFile())
              .start();
      boolean done = process.waitFor(MINUTES, TimeUnit.MINUTES);
      if (!done) {
        process.destroyForcibly();
      }
      if (!done || process.exitValue() != 0) {
        throw new IllegalStateException(
            "%s %s %s %s:%n%s"
                .formatted(
                    command,
                    action,
                    node,
                    done ? "ended with " + process.exitValue() : "did not end within a minute",
                    Files.readString(output, StandardCharsets.UTF_8)));
      }
      Files.delete(output);
    } catch (IOException e) {
      throw new UncheckedIOException(command + " " + action + " " + node, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("Interrupted while " + command + " ran", e);
    }
  }
}
