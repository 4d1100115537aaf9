package dev.mesos.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Sends a signal to the daemon of a pod, found by its environment among the processes that can be
 * seen from here. It needs nothing but this class, so it can be run in any container with a Java
 * 25: a process cannot be killed from within its own container, where it has process id 1.
 *
 * <p>Usage: {@code java dev.mesos.e2e.SendSignal TERM|KILL NAMESPACE POD}. Exit code 1 if there is
 * no such process.
 */
public final class SendSignal {
  private SendSignal() {}

  public static void main(String[] args) {
    Optional<ProcessHandle> sent =
        send(args[0].equals("KILL"), List.of("POD_NAMESPACE=" + args[1], "POD_NAME=" + args[2]));
    System.out.println(
        sent.map(process -> args[0] + " sent to process " + process.pid())
            .orElse("No process found for pod " + args[1] + "/" + args[2]));
    System.exit(sent.isPresent() ? 0 : 1);
  }

  /** Signals the one process whose environment has all the entries; empty if there is none. */
  static Optional<ProcessHandle> send(boolean kill, List<String> environment) {
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      return processes
          .filter(hasEnvironment(environment))
          .findFirst()
          .filter(process -> kill ? process.destroyForcibly() : process.destroy());
    }
  }

  private static Predicate<ProcessHandle> hasEnvironment(List<String> entries) {
    return process -> {
      try {
        byte[] environment = Files.readAllBytes(Path.of("/proc/" + process.pid() + "/environ"));
        return List.of(new String(environment, StandardCharsets.UTF_8).split("\0", -1))
            .containsAll(entries);
      } catch (IOException e) {
        return false; // ended meanwhile, or belongs to somebody else
      }
    };
  }
}
