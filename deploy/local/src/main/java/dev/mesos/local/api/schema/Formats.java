package dev.mesos.local.api.schema;

import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Base64;
import java.util.regex.Pattern;

/** The string formats that Kubernetes checks; it lets others pass. */
final class Formats {
  private static final Pattern UUID =
      Pattern.compile("(?i)^[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}$");
  private static final Pattern HOSTNAME =
      Pattern.compile(
          "^([a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)(\\.[a-zA-Z0-9]([a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?)*$");
  private static final Pattern IPV4 =
      Pattern.compile("^((25[0-5]|2[0-4]\\d|1?\\d?\\d)(\\.(?!$)|$)){4}$");

  private Formats() {}

  static boolean matches(String format, String text) {
    return switch (format) {
      case "date-time" -> parses(() -> OffsetDateTime.parse(text));
      case "date" -> parses(() -> LocalDate.parse(text));
      case "byte" -> isBase64(text);
      case "uuid" -> UUID.matcher(text).matches();
      case "hostname" -> text.length() <= 255 && HOSTNAME.matcher(text).matches();
      case "ipv4" -> IPV4.matcher(text).matches();
      case "duration" -> Durations.parse(text).isPresent();
      default -> true;
    };
  }

  private static boolean parses(Runnable parse) {
    try {
      parse.run();
      return true;
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  private static boolean isBase64(String text) {
    try {
      Base64.getDecoder().decode(text);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
