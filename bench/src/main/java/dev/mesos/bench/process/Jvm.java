package dev.mesos.bench.process;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** Starts JVMs: the harness's own programs and our master, with the flags of our images. */
public final class Jvm {

  private static final List<String> FLAGS =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:+UseCompactObjectHeaders",
          "-XX:-UsePerfData",
          "--add-opens=java.base/java.lang=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "--enable-native-access=ALL-UNNAMED");

  private Jvm() {}

  /** Runs a class of the harness's, on the harness's class path. Only our own library logs. */
  public static Program run(
      Class<?> main, List<String> flags, List<String> arguments, Path log, Consumer<String> lines) {
    return run(List.of(), main, flags, arguments, log, lines);
  }

  /**
   * The same for a process with so many threads that it would keep the processors from the servers,
   * which elsewhere have machines of their own: those come first.
   */
  public static Program runBehindServers(
      Class<?> main, List<String> flags, List<String> arguments, Path log, Consumer<String> lines) {
    return run(List.of("nice", "-n", "10"), main, flags, arguments, log, lines);
  }

  private static Program run(
      List<String> prefix,
      Class<?> main,
      List<String> flags,
      List<String> arguments,
      Path log,
      Consumer<String> lines) {
    List<String> command = new ArrayList<>(prefix);
    command.addAll(
        command(
            List.of(
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=off",
                "-Dorg.slf4j.simpleLogger.log.dev.mesos=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=HH:mm:ss.SSS")));
    command.addAll(flags);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    return Program.start(command, Map.of(), log, lines);
  }

  /** Runs an application that was built as for our images. */
  public static Program runJar(
      Path jar, List<String> flags, List<String> arguments, Path log, Consumer<String> lines) {
    List<String> command = command(flags);
    command.add("-XX:TieredStopAtLevel=1");
    command.add("-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    command.addAll(List.of("-jar", jar.toString()));
    command.addAll(arguments);
    return Program.start(command, Map.of(), log, lines);
  }

  private static List<String> command(List<String> flags) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(FLAGS);
    command.addAll(flags);
    return command;
  }
}
