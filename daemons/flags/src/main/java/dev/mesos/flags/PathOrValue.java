package dev.mesos.flags;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A value that may hold a secret, given as it is or as {@code file://PATH} of the file that holds
 * it. {@link #toString} shows the path, or the value without its credentials.
 *
 * @param path the file that it came from, or empty
 * @param value what was given, or the file's content without surrounding white space
 */
public record PathOrValue(Optional<Path> path, String value) {

  static final String FILE = "file://";

  private static final Pattern CREDENTIALS = Pattern.compile("^([A-Za-z]+://)[^/]*@");

  /**
   * Reads the value.
   *
   * @throws IllegalArgumentException when the file cannot be read
   */
  public static PathOrValue read(String given) {
    if (!given.startsWith(FILE)) {
      return new PathOrValue(Optional.empty(), given.strip());
    }
    return new PathOrValue(Optional.of(Path.of(given.substring(FILE.length()))), content(given));
  }

  static String content(String fileUrl) {
    Path path = Path.of(fileUrl.substring(FILE.length()));
    try {
      return Files.readString(path).strip();
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read file '" + path + "': name a readable text file", e);
    }
  }

  @Override
  public String toString() {
    return path.map(file -> FILE + file)
        .orElseGet(() -> CREDENTIALS.matcher(value).replaceFirst("$1" + FlagTypes.REDACTED + "@"));
  }
}
