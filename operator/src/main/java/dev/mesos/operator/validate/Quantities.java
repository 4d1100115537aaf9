package dev.mesos.operator.validate;

import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Quantities in the one form in which the API server gives them back. Any other form would differ
 * from what is stored for ever, and be written at every reconciliation.
 */
final class Quantities {
  private static final BigDecimal KIBI = BigDecimal.valueOf(1024);
  private static final List<String> BINARY = List.of("", "Ki", "Mi", "Gi", "Ti", "Pi", "Ei");
  private static final List<String> DECIMAL =
      List.of("n", "u", "m", "", "k", "M", "G", "T", "P", "E");
  private static final int NANO_EXPONENT = -9;

  private Quantities() {}

  /**
   * @throws InvalidSpec if the amount cannot be read
   */
  static Quantity canonical(String field, Quantity quantity) {
    BigDecimal value = value(field, quantity);
    boolean binary = quantity.getFormat() != null && quantity.getFormat().endsWith("i");
    return new Quantity(
        binary && value.compareTo(KIBI) >= 0
            ? binary(value.setScale(0, RoundingMode.CEILING))
            : decimal(value));
  }

  /** All of a map, in the order of its keys. */
  static Map<String, Quantity> canonical(String field, Map<String, Quantity> quantities) {
    Map<String, Quantity> canonical = new TreeMap<>();
    quantities.forEach((k, v) -> canonical.put(k, canonical(field + "." + k, v)));
    return canonical;
  }

  /** The amount in its base unit. */
  static BigDecimal value(String field, Quantity quantity) {
    try {
      return quantity.getNumericalAmount();
    } catch (IllegalArgumentException | ArithmeticException e) {
      throw new InvalidSpec(
          field + ": " + quantity + " is not a quantity; write for example 500m or 1Gi");
    }
  }

  private static String binary(BigDecimal value) {
    int unit = 0;
    BigDecimal left = value;
    while (unit < BINARY.size() - 1 && left.remainder(KIBI).signum() == 0) {
      left = left.divide(KIBI);
      unit++;
    }
    return left.toPlainString() + BINARY.get(unit);
  }

  private static String decimal(BigDecimal value) {
    if (value.signum() == 0) {
      return "0";
    }
    for (int unit = DECIMAL.size() - 1; unit > 0; unit--) {
      BigDecimal scaled = value.movePointLeft(NANO_EXPONENT + 3 * unit).stripTrailingZeros();
      if (scaled.scale() <= 0) {
        return scaled.toPlainString() + DECIMAL.get(unit);
      }
    }
    return value.movePointLeft(NANO_EXPONENT).setScale(0, RoundingMode.CEILING).toPlainString()
        + "n";
  }
}
