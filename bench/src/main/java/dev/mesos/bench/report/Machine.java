package dev.mesos.bench.report;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Where the figures come from.
 *
 * @param cores that this JVM may use
 * @param memoryGiB of the whole machine
 * @param loadBefore runnable threads of the whole machine, averaged over the minute before;
 *     whatever is above a fraction of the cores has disturbed the figures
 */
public record Machine(int cores, double memoryGiB, String system, String java, double loadBefore) {

  /** This one, now. */
  public static Machine here() {
    var bean = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
    return new Machine(
        bean.getAvailableProcessors(),
        Math.round(bean.getTotalMemorySize() / (double) (1 << 30) * 10) / 10.0,
        bean.getName() + " " + bean.getVersion() + " " + bean.getArch(),
        System.getProperty("java.vendor.version", "") + " " + Runtime.version(),
        Math.round(bean.getSystemLoadAverage() * 100) / 100.0);
  }

  @Override
  public String toString() {
    return "%d cores, %.1f GiB, %s, Java %s, load before %.2f"
        .formatted(cores, memoryGiB, system, java, loadBefore);
  }
}
