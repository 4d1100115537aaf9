package dev.mesos.operator.validate;

import dev.mesos.crds.OffersSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Attributes and offers of slaves in Mesos's notation ({@code --attributes, --resources}). */
final class SlaveNotation {
  private static final BigDecimal MEBI = BigDecimal.valueOf(1024L * 1024);

  private SlaveNotation() {}

  /** {@code rack:r1;zone:a}, sorted by name so that the same map always gives the same text. */
  static String attributes(Map<String, String> attributes) {
    return new TreeMap<>(attributes)
        .entrySet().stream()
            .map(e -> e.getKey() + ":" + e.getValue())
            .collect(Collectors.joining(";"));
  }

  /** {@code cpus:2;mem:1024;disk:1024;ports:[31000-32000]}; memory and disk in MiB. */
  static String offers(@Nullable OffersSpec spec) {
    OffersSpec offers = spec == null ? new OffersSpec() : spec;
    String ports = offers.getPorts() == null ? "31000-32000" : offers.getPorts();
    return "cpus:"
        + plain(amount("cpus", offers.getCpus(), "1"))
        + ";mem:"
        + mebibytes("mem", offers.getMem())
        + ";disk:"
        + mebibytes("disk", offers.getDisk())
        + ";ports:["
        + ports
        + "]";
  }

  private static String mebibytes(String name, @Nullable Quantity quantity) {
    return plain(amount(name, quantity, "1Gi").divide(MEBI, 0, RoundingMode.FLOOR));
  }

  private static BigDecimal amount(String name, @Nullable Quantity quantity, String otherwise) {
    String field = "slaves.offers." + name;
    BigDecimal amount =
        Quantities.value(field, quantity == null ? new Quantity(otherwise) : quantity);
    if (amount.signum() <= 0) {
      throw new InvalidSpec(field + ": " + quantity + " is not above zero");
    }
    return amount;
  }

  private static String plain(BigDecimal value) {
    BigDecimal stripped = value.stripTrailingZeros();
    return stripped.scale() < 0
        ? stripped.setScale(0, RoundingMode.UNNECESSARY).toPlainString()
        : stripped.toPlainString();
  }
}
