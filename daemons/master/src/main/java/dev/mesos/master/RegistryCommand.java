package dev.mesos.master;

import dev.mesos.coordination.ZooKeeperUrl;
import dev.mesos.flags.BuildInfo;
import dev.mesos.flags.Flag;
import dev.mesos.flags.FlagLoader;
import dev.mesos.flags.FlagOutcome;
import dev.mesos.flags.FlagTypes;
import dev.mesos.flags.FlagValues;
import dev.mesos.flags.PathOrValue;
import dev.mesos.master.registry.RegistryContents;
import dev.mesos.master.registry.RegistryReader;
import dev.mesos.master.registry.RegistryText;
import dev.mesos.master.registry.SkippedEntry;
import dev.mesos.master.registry.UnreadableRegistryException;
import java.io.PrintStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * {@code mesos-master registry}: prints what the masters keep of their slaves. Reads only, and
 * needs no leader.
 */
final class RegistryCommand {

  /** Its name on the command line. */
  static final String NAME = "registry";

  /** All of it is printed. */
  static final int DONE = 0;

  /** Nothing is printed. */
  static final int FAILED = 1;

  /** All is printed but what cannot be read, which standard error names. */
  static final int SKIPPED = 2;

  private static final String PROGRAM = "mesos-master " + NAME;

  /** For whom it is printed. */
  enum Format {
    TABLE,
    JSON
  }

  private static final Flag<PathOrValue> ZK =
      Flag.of(
              "zk",
              FlagTypes.pathOrValue(),
              "The cluster, as the masters are given it: zk://[user:password@]host:port[,host:port...]/path,"
                  + " or file://FILE that holds it.")
          .asRequired();
  private static final Flag<Format> FORMAT =
      Flag.of("format", FlagTypes.oneOf(Format.class), "How it is printed.")
          .withDefault(Format.TABLE);
  private static final Flag<Duration> TIMEOUT =
      Flag.of(
              "timeout",
              FlagTypes.duration()
                  .checked(
                      given -> given.compareTo(Duration.ofSeconds(1)) >= 0, "write 1secs or more"),
              "How long it may take to connect and to read all.")
          .withDefault(Duration.ofSeconds(30));

  private RegistryCommand() {}

  /** Runs with the arguments behind its name; returns the exit code. */
  static int run(
      List<String> arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
    FlagLoader loader =
        new FlagLoader(
            PROGRAM, BuildInfo.load(Main.class).describe(), List.of(ZK, FORMAT, TIMEOUT));
    return switch (loader.load(arguments, environment)) {
      case FlagOutcome.Print(String text) -> {
        out.println(text);
        yield DONE;
      }
      case FlagOutcome.Refuse(String text) -> {
        err.println(text);
        yield FAILED;
      }
      case FlagOutcome.Run(FlagValues values, List<String> warnings) -> {
        warnings.forEach(warning -> err.println(PROGRAM + ": " + warning));
        yield print(values, out, err);
      }
    };
  }

  private static int print(FlagValues values, PrintStream out, PrintStream err) {
    try {
      ZooKeeperUrl url = MasterConfig.election(values.get(ZK));
      RegistryContents contents = RegistryReader.read(url, values.get(TIMEOUT));
      out.println(
          switch (values.get(FORMAT)) {
            case TABLE -> RegistryText.table(contents);
            case JSON -> RegistryText.json(url, contents);
          });
      for (SkippedEntry each : contents.skipped()) {
        err.println(PROGRAM + ": skipped znode '" + each.znode() + "': " + each.reason());
      }
      return contents.skipped().isEmpty() ? DONE : SKIPPED;
    } catch (IllegalArgumentException | UnreadableRegistryException e) {
      err.println(PROGRAM + ": " + e.getMessage());
      return FAILED;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      err.println(PROGRAM + ": interrupted");
      return FAILED;
    }
  }
}
