package dev.mesos.flags;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Durations as Mesos writes them: a decimal number and a unit, {@code ns us ms secs mins hrs days
 * weeks}. A number without a unit is refused, since nobody agrees on what it would mean.
 */
public final class Durations {

  private static final Pattern FORM = Pattern.compile("(-?[0-9]+(?:\\.[0-9]+)?)([a-z]+)");

  private Durations() {}

  private enum Unit {
    NS("ns", 1L),
    US("us", 1_000L),
    MS("ms", 1_000_000L),
    SECS("secs", 1_000_000_000L),
    MINS("mins", 60_000_000_000L),
    HRS("hrs", 3_600_000_000_000L),
    DAYS("days", 86_400_000_000_000L),
    WEEKS("weeks", 604_800_000_000_000L);

    private final String text;
    private final long nanos;

    Unit(String text, long nanos) {
      this.text = text;
      this.nanos = nanos;
    }
  }

  /**
   * Parses for instance {@code 15secs} or {@code 1.5mins}, to the nanosecond.
   *
   * @throws IllegalArgumentException when the form is another one, or the duration exceeds 292
   *     years
   */
  public static Duration parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (matcher.matches()) {
      for (Unit unit : Unit.values()) {
        if (unit.text.equals(matcher.group(2))) {
          return inUnit(matcher.group(1), unit);
        }
      }
    }
    String units = Arrays.stream(Unit.values()).map(u -> u.text).collect(Collectors.joining(" "));
    throw new IllegalArgumentException(
        "write a number and a unit out of " + units + ", for instance 10secs");
  }

  private static Duration inUnit(String number, Unit unit) {
    try {
      BigDecimal nanos = new BigDecimal(number).multiply(BigDecimal.valueOf(unit.nanos));
      return Duration.ofNanos(nanos.toBigInteger().longValueExact());
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("write a duration of at most 15000weeks", e);
    }
  }

  /**
   * The duration in the largest unit that holds it without a fraction, for instance {@code 15secs}.
   */
  public static String print(Duration duration) {
    long nanos = duration.toNanos();
    Unit best = Unit.NS;
    for (Unit unit : Unit.values()) {
      if (nanos != 0 && nanos % unit.nanos == 0) {
        best = unit;
      }
    }
    return nanos / best.nanos + best.text;
  }
}
