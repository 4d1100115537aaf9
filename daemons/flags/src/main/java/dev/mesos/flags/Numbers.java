package dev.mesos.flags;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimal numbers as Mesos writes them. */
final class Numbers {

  private Numbers() {}

  /** The shortest plain form, without an exponent: {@code 2}, {@code 0.5}. */
  static String print(double value) {
    BigDecimal plain = BigDecimal.valueOf(value).stripTrailingZeros();
    return plain.scale() < 0 ? plain.setScale(0).toPlainString() : plain.toPlainString();
  }

  /** A scalar rounded to the three decimal digits that Mesos keeps. */
  static double scalar(double value) {
    return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_EVEN).doubleValue();
  }
}
