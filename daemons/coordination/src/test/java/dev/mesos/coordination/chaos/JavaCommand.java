package dev.mesos.coordination.chaos;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Commands that run main classes of the test class path in small JVMs that start fast. */
final class JavaCommand {

  private JavaCommand() {}

  static List<String> of(String mainClass, String... arguments) {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx48m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                // Its name would be the number of the process, which is not the system's in there.
                "-XX:-UsePerfData",
                "--enable-native-access=ALL-UNNAMED",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.dev.mesos=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dzookeeper.admin.enableServer=false",
                "-cp",
                // Surefire's own is a jar that names the others.
                Optional.ofNullable(System.getProperty("surefire.test.class.path"))
                    .orElseGet(() -> System.getProperty("java.class.path")),
                mainClass));
    command.addAll(List.of(arguments));
    return command;
  }
}
