package dev.mesos.flags;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Amounts of bytes as Mesos writes them: a number and a unit, {@code B KB MB GB TB}, in steps of
 * 1024.
 */
public final class Bytes {

  private static final Pattern FORM = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(B|KB|MB|GB|TB)");
  private static final String[] UNITS = {"B", "KB", "MB", "GB", "TB"};

  private Bytes() {}

  /**
   * Parses for instance {@code 512MB}; the answer is in bytes.
   *
   * @throws IllegalArgumentException when the form is another one, or the amount exceeds 63 bits
   */
  public static long parse(String text) {
    Matcher matcher = FORM.matcher(text.strip());
    if (!matcher.matches()) {
      throw new IllegalArgumentException(
          "write a number and a unit out of B KB MB GB TB, for instance 512MB");
    }
    long factor = 1;
    for (int i = 0; !UNITS[i].equals(matcher.group(2)); i++) {
      factor *= 1024;
    }
    try {
      return new BigDecimal(matcher.group(1))
          .multiply(BigDecimal.valueOf(factor))
          .toBigInteger()
          .longValueExact();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException("write an amount below 8388608TB", e);
    }
  }

  /** The amount in the largest unit that holds it without a fraction. */
  public static String print(long bytes) {
    int unit = 0;
    long amount = bytes;
    while (amount != 0 && amount % 1024 == 0 && unit < UNITS.length - 1) {
      amount /= 1024;
      unit++;
    }
    return amount + UNITS[unit];
  }
}
