package dev.mesos.master;

import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.FlagOutcome;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.util.List;

/** Reads the flags, then starts Quarkus with them; or prints what is asked for, or refuses. */
@QuarkusMain
public final class Main {

  /** Exit codes: 0 asked to stop, or help and version; 1 bad flags, or leadership lost. */
  @SuppressWarnings("SystemOut") // before there is any logging
  public static void main(String... arguments) {
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

  private static String level(MasterFlags.LoggingLevel level) {
    return level == MasterFlags.LoggingLevel.WARNING ? "WARN" : level.name();
  }

  private static void refuse(String text) {
    System.err.println(text);
    System.exit(1);
  }
}
