package dev.mesos.operator.validate;

import dev.mesos.operator.model.Component;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.ResourceRequirements;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What pods get that the resource says nothing about. Small enough for a whole cluster on a laptop,
 * with no CPU limit: a throttled JVM misses its deadlines.
 */
final class PodDefaults {
  private static final BigDecimal MEBI = BigDecimal.valueOf(1024L * 1024);
  private static final int SMALLEST_HEAP_MEBIBYTES = 32;

  private final Images images;

  PodDefaults(Images images) {
    this.images = images;
  }

  PodSettings settings(
      Component component,
      @Nullable String image,
      @Nullable ResourceRequirements resources,
      @Nullable PodTemplateSpec overlay) {
    String field = field(component) + ".resources";
    Map<String, Quantity> requests = orDefault(resources == null ? null : resources.getRequests());
    Map<String, Quantity> limits = orDefault(resources == null ? null : resources.getLimits());
    if (requests.isEmpty() && limits.isEmpty()) {
      requests = Map.of("cpu", new Quantity("100m"), "memory", new Quantity(request(component)));
      limits = Map.of("memory", new Quantity(limit(component)));
    }
    return new PodSettings(
        image == null ? images.of(component) : image,
        Quantities.canonical(field + ".requests", requests),
        Quantities.canonical(field + ".limits", limits),
        heap(field, component, limits),
        Optional.ofNullable(overlay));
  }

  private static Map<String, Quantity> orDefault(@Nullable Map<String, Quantity> quantities) {
    return quantities == null ? Map.of() : quantities;
  }

  /** Half of the limit: the other half is for threads, code, buffers and the C library. */
  private static int heap(String field, Component component, Map<String, Quantity> limits) {
    Quantity limit = limits.get("memory");
    BigDecimal bytes =
        Quantities.value(
            field + ".limits.memory", limit == null ? new Quantity(limit(component)) : limit);
    int heap = bytes.divide(MEBI.add(MEBI), 0, RoundingMode.FLOOR).intValue();
    if (heap < SMALLEST_HEAP_MEBIBYTES) {
      throw new InvalidSpec(
          field
              + ".limits.memory: "
              + limit
              + " is too little for a JVM; write "
              + 2 * SMALLEST_HEAP_MEBIBYTES
              + "Mi or more");
    }
    return heap;
  }

  private static String field(Component component) {
    return component == Component.ZOOKEEPER ? "zookeeper" : component.label() + "s";
  }

  private static String request(Component component) {
    return switch (component) {
      case ZOOKEEPER -> "160Mi";
      case MASTER -> "160Mi";
      case SLAVE -> "128Mi";
    };
  }

  private static String limit(Component component) {
    return switch (component) {
      case ZOOKEEPER -> "384Mi";
      case MASTER -> "384Mi";
      case SLAVE -> "320Mi";
    };
  }
}
