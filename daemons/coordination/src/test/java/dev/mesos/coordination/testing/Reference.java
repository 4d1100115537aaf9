package dev.mesos.coordination.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Apache Mesos itself, to compare with: scripts that run its master, agents and detector, in the
 * folder {@code ../shared/mesos} beside the repository, or where the variable {@code
 * MESOS_REFERENCE} says. Tests that want it are skipped where it is absent:
 * {@code @EnabledIf("dev.mesos.coordination.testing.Reference#available")}.
 */
public final class Reference {

  private Reference() {}

  /** Whether it is there. */
  public static boolean available() {
    return folder().isPresent();
  }

  private static Optional<Path> folder() {
    String given = System.getenv("MESOS_REFERENCE");
    Optional<Path> folder = given == null ? besideRepository() : Optional.of(Path.of(given));
    return folder.filter(path -> Files.isExecutable(path.resolve("master")));
  }

  private static Optional<Path> besideRepository() {
    for (Path path = Path.of("").toAbsolutePath(); path != null; path = path.getParent()) {
      if (Files.isDirectory(path.resolve(".mvn"))) {
        return Optional.of(path.resolveSibling("shared").resolve("mesos"));
      }
    }
    return Optional.empty();
  }

  /**
   * Where one of the scripts is, for whoever starts it in a way of his own.
   *
   * @throws java.util.NoSuchElementException if Mesos is not there
   */
  public static Path script(String name) {
    return folder().orElseThrow().resolve(name);
  }

  /**
   * Starts one of the scripts. The first start on a machine fetches Mesos and takes a minute or
   * more.
   *
   * @param log takes what it prints
   * @param environment added to that of this process
   */
  public static Program start(
      Path log, Map<String, String> environment, String script, String... arguments) {
    List<String> command = new ArrayList<>(List.of(script(script).toString()));
    command.addAll(List.of(arguments));
    return run(log, environment, command);
  }

  /**
   * Starts one real agent that finds its files in a folder when it is started again: the script
   * {@code agent} gives it a new one each time.
   *
   * @param log takes what it prints
   * @param environment added to that of this process
   * @param aside where nobody looks; the process cannot do without a master that stands somewhere
   * @param zk where it detects its master
   * @param folder exists; the agent's own {@code work_dir} is {@code agents/0/work} in it
   */
  public static Program startAgentIn(
      Path folder, Path log, Map<String, String> environment, String aside, String zk, int port) {
    String command =
        """
        . "$1"
        mktemp() { echo "$folder"; }
        trap() { :; }
        folder=$2
        contender_and_agents "$3" "$4" "$5" 1 86400
        """;
    return run(
        log,
        environment,
        List.of(
            "bash",
            "-c",
            command,
            "agent",
            script("lib/common.sh").toString(),
            folder.toAbsolutePath().toString(),
            aside,
            zk,
            String.valueOf(port)));
  }

  private static Program run(Path log, Map<String, String> environment, List<String> command) {
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile());
    builder.environment().putAll(environment);
    try {
      return new Program(builder.start(), log);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A running script. */
  public static final class Program implements AutoCloseable {

    private final Process process;
    private final Path log;

    private Program(Process process, Path log) {
      this.process = process;
      this.log = log;
    }

    /** What it has printed so far. */
    public String output() {
      try {
        return Files.readString(log);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    /** Whether it still runs. */
    public boolean running() {
      return process.isAlive();
    }

    /** Stops it in its tracks. */
    public void freeze() {
      signal("STOP");
    }

    /** Lets it go on. */
    public void thaw() {
      signal("CONT");
    }

    /** Sends it a signal, for instance {@code USR1}. */
    public void signal(String signal) {
      List<String> command = new ArrayList<>(List.of("kill", "-" + signal));
      process.descendants().map(each -> "" + each.pid()).forEach(command::add);
      try {
        new ProcessBuilder(command).inheritIO().start().waitFor();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

    /** Kills it without a chance to say goodbye, as a power failure does. */
    @Override
    public void close() {
      // its children first: the script then ends by itself and removes its files
      process.descendants().forEach(ProcessHandle::destroyForcibly);
      try {
        if (!process.waitFor(5, TimeUnit.SECONDS)) {
          process.destroyForcibly();
        }
      } catch (InterruptedException e) {
        process.destroyForcibly();
        Thread.currentThread().interrupt();
      }
    }
  }
}
