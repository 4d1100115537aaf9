package dev.mesos.master;

import dev.mesos.master.runtime.MasterRuntime;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import sun.misc.Signal;

/** Runs when the HTTP server listens: contends, until the process is asked to end or must. */
public final class MasterApplication implements QuarkusApplication {

  private final MasterRuntime master;

  MasterApplication(MasterRuntime master) {
    this.master = master;
  }

  @Override
  public int run(String... arguments) {
    // not the JVM's own way to end at a signal: that has exit code 143, and runs its hooks in no
    // order, while the candidacy must be given up before anything else
    for (String signal : new String[] {"TERM", "INT"}) {
      Signal.handle(new Signal(signal), received -> master.stop());
    }
    master.start();
    Quarkus.waitForExit();
    return 0;
  }
}
