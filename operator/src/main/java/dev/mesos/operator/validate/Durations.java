package dev.mesos.operator.validate;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as the resource writes them: a whole number with the unit ms, s or m. */
final class Durations {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})(ms|s|m)");

  private Durations() {}

  static Duration parse(String field, String text) {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches()) {
      throw new InvalidSpec(
          field + ": " + text + " is not a duration; write a number with its unit, such as 10s");
    }
    long amount = Long.parseLong(matcher.group(1));
    return switch (matcher.group(2)) {
      case "ms" -> Duration.ofMillis(amount);
      case "s" -> Duration.ofSeconds(amount);
      default -> Duration.ofMinutes(amount);
    };
  }
}
