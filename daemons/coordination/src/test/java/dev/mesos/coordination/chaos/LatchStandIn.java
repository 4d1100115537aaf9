package dev.mesos.coordination.chaos;

import dev.mesos.coordination.LatchBeliever;
import dev.mesos.coordination.ZooKeeperUrl;
import java.nio.file.Path;
import java.time.Duration;

/** Stands by Curator's LeaderLatch in the place of a {@link MasterStandIn}. */
public final class LatchStandIn {

  private LatchStandIn() {}

  /** Runs until it is killed. Takes the same arguments, and needs no folder and no tickTime. */
  public static void main(String[] args) throws Exception {
    LatchBeliever latch =
        new LatchBeliever(
            ZooKeeperUrl.parse(args[0]).connectString(),
            Duration.ofMillis(Long.parseLong(args[4])));
    latch.contend();
    LookLog.keep(Path.of(args[3]), latch);
  }
}
