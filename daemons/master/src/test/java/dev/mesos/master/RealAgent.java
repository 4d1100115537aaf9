package dev.mesos.master;

import dev.mesos.coordination.testing.Reference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Pattern;

/**
 * An agent of Apache Mesos with a folder of its own, which it finds again when it is started again.
 *
 * <p>Its process lives on when the agent in it has ended, and holds a master that stands aside.
 */
final class RealAgent implements AutoCloseable {

  /** So that none of its sessions ends while it is frozen: its master would end the process. */
  private static final Map<String, String> SESSION = Map.of("MESOS_SESSION_SECONDS", "30");

  private static final AtomicInteger STARTS = new AtomicInteger();

  private final int port;
  private final Reference.Program program;

  private RealAgent(int port, Reference.Program program) {
    this.port = port;
    this.program = program;
  }

  /**
   * Starts one.
   *
   * @param aside where nobody looks: its process has a master that has to stand somewhere
   * @param zk where it looks for its own master
   * @param folder made if it is not there
   * @param environment more variables for it
   */
  static RealAgent start(
      String aside, String zk, Path folder, int port, Map<String, String> environment) {
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    Path log =
        Path.of("target", "real-agent-" + folder.getFileName() + STARTS.incrementAndGet() + ".log");
    Map<String, String> all = new HashMap<>(SESSION);
    // registers a little after it has detected, instead of up to a second
    all.put("MESOS_REGISTRATION_BACKOFF_FACTOR", "100ms");
    all.putAll(environment);
    return new RealAgent(port, Reference.startAgentIn(folder, log, all, aside, zk, port));
  }

  /** Removes what makes the next agent in this folder take up the id of the last one. */
  static void forgetId(Path folder) {
    try {
      Files.delete(folder.resolve("agents/0/work/meta/slaves/latest"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The id that it gives itself; empty before it has registered. */
  String id() {
    return TestMaster.get(port, "/slave(1)/state").json().required("id").asText();
  }

  /** What it has logged so far. */
  String output() {
    return program.output();
  }

  boolean said(String text) {
    return output().contains(text);
  }

  /** Whether it was told to shut down by this master. */
  boolean toldToShutDownBy(TestMaster master) {
    String pid = Pattern.quote(master.info().pid());
    return Pattern.compile("Agent asked to shut down by " + pid + "\\b").matcher(output()).find();
  }

  /** Whether it has ended, of its own accord. */
  boolean ended() {
    return said("Agent terminating");
  }

  void freeze() {
    program.freeze();
  }

  void thaw() {
    program.thaw();
  }

  void signal(String signal) {
    program.signal(signal);
  }

  /** Kills it. */
  @Override
  public void close() {
    program.close();
  }
}
