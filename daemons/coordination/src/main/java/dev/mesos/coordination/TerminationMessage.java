package dev.mesos.coordination;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a master leaves for whoever sees its container end: which master it was.
 *
 * <p>Kubernetes gives every instance of a container a file of its own, {@code
 * terminationMessagePath}, and shows what stands in it as {@code terminated.message} once that very
 * instance has ended. A master that writes its id there at its start, which is new at every start,
 * makes the report of an end name the one process that has ended.
 */
public final class TerminationMessage {

  private static final String PREFIX = "mesos-master id=";

  /** The runtime may put words of its own before the message. */
  private static final Pattern FORM =
      Pattern.compile("(?:^|\\s)" + Pattern.quote(PREFIX) + "(\\S{1,255})(?:\\s|$)");

  private TerminationMessage() {}

  /** The message of a master. */
  public static String of(MasterInfo master) {
    return PREFIX + master.id() + "\n";
  }

  /**
   * Writes the message of a master into a file.
   *
   * @param file has to exist, as Kubernetes makes it
   * @throws IOException if it does not, or cannot be written
   */
  public static void write(Path file, MasterInfo master) throws IOException {
    Files.writeString(
        file, of(master), StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
  }

  /** The id of the master that left the message; empty if no master did. */
  public static Optional<String> masterId(String message) {
    Matcher matcher = FORM.matcher(message);
    return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
  }
}
