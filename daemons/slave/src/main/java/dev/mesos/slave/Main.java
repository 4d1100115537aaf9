package dev.mesos.slave;

import dev.mesos.flags.FlagOutcome;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Reads the flags, then starts Quarkus with them; or prints what is asked for, or refuses. */
@QuarkusMain
public final class Main {

  private Main() {}

  /**
   * Exit codes: 0 asked to stop, shut down by the master, help and version; 1 bad flags, a work
   * directory that cannot be used, or a master that knows the slave under another id.
   */
  @SuppressWarnings("SystemOut") // before there is any logging
  public static void main(String... arguments) {
    switch (SlaveFlags.loader().load(List.of(arguments), System.getenv())) {
      case FlagOutcome.Print print -> System.out.println(print.text());
      case FlagOutcome.Refuse refuse -> refuse(refuse.text());
      case FlagOutcome.Run run -> {
        try {
          SlaveConfig config = SlaveConfig.of(run.values());
          System.setProperty("quarkus.http.host", config.listenAddress());
          System.setProperty("quarkus.http.port", String.valueOf(config.listenPort()));
          System.setProperty(
              "quarkus.log.level", level(run.values().get(SlaveFlags.LOGGING_LEVEL)));
          Quarkus.run(SlaveApplication.class, arguments);
        } catch (IllegalArgumentException e) {
          refuse("mesos-slave: " + e.getMessage() + "\nSee 'mesos-slave --help'.");
        }
      }
    }
  }

  private static String level(SlaveFlags.LoggingLevel level) {
    return level == SlaveFlags.LoggingLevel.WARNING ? "WARN" : level.name();
  }

  private static void refuse(String text) {
    System.err.println(text);
    System.exit(1);
  }
}
