package dev.mesos.protocol;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** The numbers of the machine that both daemons show in {@code /metrics/snapshot}. */
public final class SystemMetrics {

  private static final Path LOAD = Path.of("/proc/loadavg");

  private SystemMetrics() {}

  /** Adds {@code system/...}; what the machine does not tell is left out. */
  public static void addTo(Map<String, Double> numbers) {
    if (ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system) {
      numbers.put("system/cpus_total", (double) system.getAvailableProcessors());
      numbers.put("system/mem_total_bytes", (double) system.getTotalMemorySize());
      numbers.put("system/mem_free_bytes", (double) system.getFreeMemorySize());
    }
    try {
      String[] loads = Files.readString(LOAD).split(" ", 4);
      numbers.put("system/load_1min", Double.valueOf(loads[0]));
      numbers.put("system/load_5min", Double.valueOf(loads[1]));
      numbers.put("system/load_15min", Double.valueOf(loads[2]));
    } catch (IOException e) {
      // not Linux: only one of the three is known
      numbers.put(
          "system/load_1min", ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage());
    }
  }
}
