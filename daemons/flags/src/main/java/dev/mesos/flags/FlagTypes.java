package dev.mesos.flags;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The flag types that Mesos knows. */
public final class FlagTypes {

  /** What stands for a secret wherever flags are shown. */
  public static final String REDACTED = "<redacted>";

  private static final FlagType<String> STRING =
      new TextType<>("VALUE", Function.identity(), Function.identity());
  private static final FlagType<Boolean> BOOLEAN =
      new TextType<>(
          "BOOL", FlagTypes::parseBoolean, value -> value.toString(), true, false, false);
  private static final FlagType<Integer> INTEGER =
      new TextType<>("NUMBER", FlagTypes::parseInteger, value -> value.toString());
  private static final FlagType<Duration> DURATION =
      new TextType<>("DURATION", Durations::parse, Durations::print);
  private static final FlagType<Long> BYTES = new TextType<>("BYTES", Bytes::parse, Bytes::print);
  private static final FlagType<Double> PERCENTAGE =
      new TextType<>("PERCENT", FlagTypes::parsePercentage, FlagTypes::printPercentage);
  private static final FlagType<String> PATH =
      new TextType<>("PATH", FlagTypes::parsePath, Function.identity(), false, true, false);
  private static final FlagType<PathOrValue> PATH_OR_VALUE =
      new TextType<>(
          "VALUE|file://PATH", PathOrValue::read, PathOrValue::toString, false, true, true);
  private static final FlagType<List<Attribute>> ATTRIBUTES =
      new TextType<>("NAME:VALUE;...", Attributes::parse, Attributes::print);
  private static final FlagType<List<ResourceSpec>> RESOURCES =
      new TextType<>("NAME:VALUE;...", ResourceSpecs::parse, ResourceSpecs::print);

  private FlagTypes() {}

  /** Any text. */
  public static FlagType<String> string() {
    return STRING;
  }

  /** {@code --name}, {@code --no-name}, {@code --name=true} and so on. */
  public static FlagType<Boolean> bool() {
    return BOOLEAN;
  }

  /** A 32-bit decimal number. */
  public static FlagType<Integer> integer() {
    return INTEGER;
  }

  /** A TCP port, 0 to 65535. */
  public static FlagType<Integer> port() {
    return INTEGER.checked(port -> port >= 0 && port <= 65535, "write a port from 0 to 65535");
  }

  /** A duration with a unit, {@link Durations}. */
  public static FlagType<Duration> duration() {
    return DURATION;
  }

  /** An amount of bytes with a unit, {@link Bytes}. */
  public static FlagType<Long> bytes() {
    return BYTES;
  }

  /** {@code 0%} to {@code 100%}, as a number from 0 to 1. */
  public static FlagType<Double> percentage() {
    return PERCENTAGE;
  }

  /** The path of a file or folder; a leading {@code file://} is dropped and nothing is read. */
  public static FlagType<String> path() {
    return PATH;
  }

  /** A secret-bearing value, or {@code file://PATH} of the file that holds it. */
  public static FlagType<PathOrValue> pathOrValue() {
    return PATH_OR_VALUE;
  }

  /** Attributes of a slave, {@link Attributes}. */
  public static FlagType<List<Attribute>> attributes() {
    return ATTRIBUTES;
  }

  /** Resources of a slave, {@link ResourceSpecs}. */
  public static FlagType<List<ResourceSpec>> resources() {
    return RESOURCES;
  }

  /**
   * A type of one's own.
   *
   * @param placeholder what stands for a value in the help text
   * @param parse refuses a text by an {@link IllegalArgumentException} that says what to write
   */
  public static <T> FlagType<T> of(
      String placeholder, Function<String, T> parse, Function<T, String> print) {
    return new TextType<>(placeholder, parse, print);
  }

  /** One of the constants of an enum, written in lower case. */
  public static <E extends Enum<E>> FlagType<E> oneOf(Class<E> type) {
    return oneOf(type, FlagTypes::lowerCase);
  }

  /** One of the constants of an enum, each with its own spelling. */
  public static <E extends Enum<E>> FlagType<E> oneOf(Class<E> type, Function<E, String> spelling) {
    E[] constants = type.getEnumConstants();
    String choices = Arrays.stream(constants).map(spelling).collect(Collectors.joining("|"));
    return new TextType<>(
        choices,
        text ->
            Arrays.stream(constants)
                .filter(constant -> spelling.apply(constant).equals(text))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("write one of " + choices)),
        spelling);
  }

  private static String lowerCase(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private static Boolean parseBoolean(String text) {
    return switch (text) {
      case "true", "1" -> true;
      case "false", "0" -> false;
      default -> throw new IllegalArgumentException("write true or false");
    };
  }

  private static Integer parseInteger(String text) {
    try {
      return Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException("write a whole number", e);
    }
  }

  private static Double parsePercentage(String text) {
    String remedy = "write a percentage from 0% to 100%, for instance 50%";
    if (!text.endsWith("%")) {
      throw new IllegalArgumentException(remedy);
    }
    try {
      double value = Double.parseDouble(text.substring(0, text.length() - 1)) / 100;
      if (value >= 0 && value <= 1) {
        return value;
      }
    } catch (NumberFormatException e) {
      throw new IllegalArgumentException(remedy, e);
    }
    throw new IllegalArgumentException(remedy);
  }

  private static String printPercentage(Double value) {
    return Numbers.print(value * 100) + "%";
  }

  private static String parsePath(String text) {
    return text.startsWith(PathOrValue.FILE) ? text.substring(PathOrValue.FILE.length()) : text;
  }
}
