package dev.mesos.master;

import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.FlagOutcome;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Reads the flags, then starts Quarkus with them; or prints what is asked for, or refuses. The
 * first argument may be the name of a command, {@link RegistryCommand}.
 */
@QuarkusMain
public final class Main {

  /**
   * Exit codes: 0 asked to stop, or help and version; 1 bad flags, or leadership lost; those of the
   * command.
   */
  @SuppressWarnings("SystemOut") // before there is any logging
  public static void main(String... arguments) {
    if (arguments.length > 0 && arguments[0].equals(RegistryCommand.NAME)) {
      printRegistry(List.of(arguments).subList(1, arguments.length));
      return;
    }
    switch (MasterFlags.loader().load(List.of(arguments), System.getenv())) {
      case FlagOutcome.Print print -> System.out.println(print.text());
      case FlagOutcome.Refuse refuse -> refuse(refuse.text());
      case FlagOutcome.Run run -> {
        try {
          MasterConfig config = MasterConfig.of(run.values(), BuildInfo.load(Main.class));
          System.setProperty("quarkus.http.host", config.listenAddress());
          System.setProperty("quarkus.http.port", String.valueOf(config.listenPort()));
          System.setProperty(
              "quarkus.log.level", level(run.values().get(MasterFlags.LOGGING_LEVEL)));
          Quarkus.run(MasterApplication.class, arguments);
        } catch (IllegalArgumentException e) {
          refuse("mesos-master: " + e.getMessage() + "\nSee 'mesos-master --help'.");
        }
      }
    }
  }

  /** Without Quarkus, whose log would only come between. */
  @SuppressWarnings("SystemOut") // that is what it is for
  private static void printRegistry(List<String> arguments) {
    Logger.getLogger("").setLevel(Level.OFF);
    System.exit(RegistryCommand.run(arguments, System.getenv(), System.out, System.err));
  }

  private static String level(MasterFlags.LoggingLevel level) {
    return level == MasterFlags.LoggingLevel.WARNING ? "WARN" : level.name();
  }

  private static void refuse(String text) {
    System.err.println(text);
    System.exit(1);
  }
}
