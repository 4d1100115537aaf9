package dev.mesos.local.kubelet;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A small process beside the cluster that clears up when the cluster is gone, also after {@code
 * kill -9} of it. It notices by the end of its standard input, which only the cluster holds open.
 *
 * <p>Its input has a line {@code +pid} or {@code -pid} for each process that begins or ends. At the
 * end it kills what is left: those processes with their descendants, on Linux also any other that
 * carries the cluster's marker in its environment, and deletes the data folder. It uses nothing
 * outside the JDK and this package's small helpers, so that it starts fast.
 *
 * <p>Arguments: the marker, the data folder, the number of the address range that it guards.
 */
public final class Watchdog {

  private Watchdog() {}

  public static void main(String[] args) throws IOException {
    // a signal to the whole process group (Ctrl-C) must not take the watchdog first
    for (String signal : new String[] {"INT", "TERM", "HUP"}) {
      sun.misc.Signal.handle(new sun.misc.Signal(signal), sun.misc.SignalHandler.SIG_IGN);
    }
    String marker = args[0];
    Path data = Path.of(args[1]);
    // held until this process ends: the next cluster must not take the addresses before
    if (AddressRange.claimForWatchdog(Integer.parseInt(args[2])).isEmpty()) {
      System.err.println("another watchdog holds range " + args[2]);
    }
    rehearse();
    Map<Long, ProcessHandle> left = follow();
    ProcessTree.killAll(left.values(), marker);
    Folders.delete(data);
  }

  /** Loads every class that the end needs: by then the jar may have been replaced by a build. */
  private static void rehearse() throws IOException {
    ProcessTree.killAll(List.of(), "rehearsal of " + ProcessHandle.current().pid());
    Path folder = Files.createTempDirectory("rehearsal-");
    Files.createFile(folder.resolve("file"));
    Folders.delete(folder);
  }

  private static Map<Long, ProcessHandle> follow() {
    Map<Long, ProcessHandle> processes = new HashMap<>();
    try (BufferedReader in =
        new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII))) {
      for (String line = in.readLine(); line != null; line = in.readLine()) {
        long pid = Long.parseLong(line.substring(1));
        if (line.startsWith("+")) {
          ProcessHandle.of(pid).ifPresent(handle -> processes.put(pid, handle));
        } else {
          processes.remove(pid);
        }
      }
    } catch (IOException | RuntimeException e) {
      System.err.println("watchdog input: " + e);
    }
    return processes;
  }
}
