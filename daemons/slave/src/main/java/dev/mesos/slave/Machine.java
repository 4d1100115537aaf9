package dev.mesos.slave;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the machine, or the container with its limits, has.
 *
 * @param memBytes of memory in all
 * @param diskBytes of the file system that the work directory is on, in all
 */
record Machine(int cpus, long memBytes, long diskBytes) {

  /** Looks; what cannot be found out is 0. */
  static Machine look(Path workDir) {
    long mem =
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 0;
    return new Machine(
        Runtime.getRuntime().availableProcessors(), mem, disk(workDir.toAbsolutePath()));
  }

  private static long disk(Path folder) {
    Path parent = folder.getParent();
    try {
      return Files.exists(folder) || parent == null
          ? Files.getFileStore(folder).getTotalSpace()
          : disk(parent);
    } catch (IOException e) {
      return 0;
    }
  }
}
