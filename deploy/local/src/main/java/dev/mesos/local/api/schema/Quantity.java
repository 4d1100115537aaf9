package dev.mesos.local.api.schema;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A Kubernetes quantity: a number with a suffix, which has one canonical form.
 *
 * @param value the number that it stands for
 * @param binary whether its suffixes are powers of 1024
 * @param exponent whether it is written with a decimal exponent, like {@code 1e3}
 */
public record Quantity(BigDecimal value, boolean binary, boolean exponent)
    implements Comparable<Quantity> {
  private static final Pattern FORM =
      Pattern.compile(
          "^([+-]?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+))(Ki|Mi|Gi|Ti|Pi|Ei|n|u|m|k|M|G|T|P|E|[eE][+-]?[0-9]+)?$");
  private static final Map<String, Integer> DECIMAL =
      Map.of("n", -9, "u", -6, "m", -3, "k", 3, "M", 6, "G", 9, "T", 12, "P", 15, "E", 18);
  private static final String[] DECIMAL_UP = {"", "k", "M", "G", "T", "P", "E"};
  private static final String[] DECIMAL_DOWN = {"", "m", "u", "n"};
  private static final String[] BINARY = {"", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei"};
  private static final BigInteger STEP = BigInteger.valueOf(1024);

  /** The quantity that is written so, if it is one. */
  public static Optional<Quantity> parse(String text) {
    Matcher form = FORM.matcher(text);
    if (!form.matches()) {
      return Optional.empty();
    }
    BigDecimal number = new BigDecimal(form.group(1));
    String suffix = form.group(2) == null ? "" : form.group(2);
    if (suffix.endsWith("i")) {
      int power = "KMGTPE".indexOf(suffix.charAt(0)) + 1;
      return Optional.of(
          new Quantity(number.multiply(new BigDecimal(STEP.pow(power))), true, false));
    }
    Integer scale = DECIMAL.get(suffix);
    if (suffix.isEmpty() || scale != null) {
      return Optional.of(
          new Quantity(number.scaleByPowerOfTen(scale == null ? 0 : scale), false, false));
    }
    return Optional.of(
        new Quantity(
            number.scaleByPowerOfTen(Integer.parseInt(suffix.substring(1).replace("+", ""))),
            false,
            true));
  }

  /** The canonical form: no fraction, the largest suffix without loss. */
  public String canonical() {
    BigDecimal rounded = value.setScale(Math.min(9, Math.max(0, value.scale())), RoundingMode.UP);
    rounded = rounded.signum() == 0 ? BigDecimal.ZERO : rounded.stripTrailingZeros();
    boolean large = rounded.abs().compareTo(new BigDecimal(STEP)) >= 0;
    if (binary && large && rounded.scale() <= 0) {
      return canonicalBinary(rounded.toBigIntegerExact());
    }
    return canonicalDecimal(rounded);
  }

  private static String canonicalBinary(BigInteger whole) {
    int step = 0;
    BigInteger left = whole;
    while (step < BINARY.length - 1 && left.mod(STEP).signum() == 0) {
      left = left.divide(STEP);
      step++;
    }
    return left + BINARY[step];
  }

  private String canonicalDecimal(BigDecimal number) {
    if (number.signum() == 0) {
      return "0";
    }
    int power = -number.scale();
    int thousands = Math.floorDiv(power, 3);
    thousands = Math.max(-3, Math.min(6, thousands));
    BigDecimal mantissa = number.scaleByPowerOfTen(-3 * thousands);
    if (exponent) {
      return mantissa.toPlainString() + (thousands == 0 ? "" : "e" + 3 * thousands);
    }
    String suffix = thousands >= 0 ? DECIMAL_UP[thousands] : DECIMAL_DOWN[-thousands];
    return mantissa.toPlainString() + suffix;
  }

  @Override
  public int compareTo(Quantity other) {
    return value.compareTo(other.value);
  }
}
