package dev.mesos.master;

import dev.mesos.coordination.MasterInfo;
import dev.mesos.coordination.TerminationMessage;
import java.io.IOException;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file that says which master ran here once it has ended. */
final class TerminationLog {

  private static final Logger LOG = LoggerFactory.getLogger(TerminationLog.class);

  private TerminationLog() {}

  /** Writes our name. Without it a master works as well: then its session has to time out. */
  static void write(Path file, MasterInfo self) {
    try {
      TerminationMessage.write(file, self);
    } catch (IOException e) {
      LOG.warn("termination_log={} not written id={}: {}", file, self.id(), e.toString());
    }
  }
}
