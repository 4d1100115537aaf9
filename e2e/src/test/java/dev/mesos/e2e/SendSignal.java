package dev.mesos.e2e;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Sends signals to the daemons of pods, found by their environment among the processes that can be
 * seen from here. It needs nothing but this class, so it can be run in any container with a Java
 * 25: a process cannot be killed from within its own container, where it has process id 1.
 *
 * <p>Listens on {@link #PORT} for lines {@code NUMBER NAMESPACE POD}, and answers each with a line
 * that begins with {@link #SENT} if there is such a process.
 */
public final class SendSignal {
  static final int PORT = 9000;
  static final String SENT = "sent to process ";

  private SendSignal() {}

  public static void main(String[] args) throws IOException {
    try (ServerSocket server = new ServerSocket(PORT)) {
      while (true) {
        try (Socket client = server.accept()) {
          answer(client);
        } catch (IOException e) {
          System.err.println(e);
        }
      }
    }
  }

  private static void answer(Socket client) throws IOException {
    String line =
        new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.UTF_8))
            .readLine();
    if (line != null) { // a probe says nothing
      String[] words = line.split(" ", -1);
      String answer =
          send(
                  Integer.parseInt(words[0]),
                  List.of("POD_NAMESPACE=" + words[1], "POD_NAME=" + words[2]))
              .map(process -> SENT + process.pid())
              .orElse("no process found");
      client.getOutputStream().write((answer + "\n").getBytes(StandardCharsets.UTF_8));
    }
  }

  /** Signals the one process whose environment has all the entries; empty if there is none. */
  static Optional<ProcessHandle> send(int signal, List<String> environment) {
    try (Stream<ProcessHandle> processes = ProcessHandle.allProcesses()) {
      return processes
          .filter(hasEnvironment(environment))
          .findFirst()
          .filter(process -> kill(Math.toIntExact(process.pid()), signal));
    }
  }

  /** Java itself knows two signals only. */
  private static boolean kill(int pid, int signal) {
    Linker linker = Linker.nativeLinker();
    MethodHandle kill =
        linker.downcallHandle(
            linker.defaultLookup().find("kill").orElseThrow(),
            FunctionDescriptor.of(
                ValueLayout.JAVA_INT, ValueLayout.JAVA_INT, ValueLayout.JAVA_INT));
    try {
      return (int) kill.invokeExact(pid, signal) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("kill(2)", e);
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
