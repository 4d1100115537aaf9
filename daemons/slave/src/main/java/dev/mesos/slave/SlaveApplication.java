package dev.mesos.slave;

import dev.mesos.slave.runtime.SlaveRuntime;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import sun.misc.Signal;

/**
 * Runs when the HTTP server listens: follows the leader, until the process is asked to end or must.
 */
public final class SlaveApplication implements QuarkusApplication {

  private final SlaveRuntime slave;

  SlaveApplication(SlaveRuntime slave) {
    this.slave = slave;
  }

  @Override
  public int run(String... arguments) {
    for (String signal : new String[] {"TERM", "INT"}) {
      Signal.handle(new Signal(signal), received -> Quarkus.asyncExit(0));
    }
    // as in Mesos: the one way to end for good
    Signal.handle(new Signal("USR1"), received -> slave.unregister("SIGUSR1"));
    slave.start();
    Quarkus.waitForExit();
    return 0;
  }
}
