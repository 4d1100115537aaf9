package dev.mesos.bench.row;

import dev.mesos.bench.Lab;
import dev.mesos.bench.peer.LatchElection;
import dev.mesos.bench.peer.OurElection;
import dev.mesos.coordination.testing.Ensemble;
import dev.mesos.coordination.testing.EnsembleSettings;
import java.time.Duration;

/** An ensemble, and elections at paths of their own on it. */
public record Places(Lab lab, Ensemble ensemble, Duration tick) implements AutoCloseable {

  /** On three servers with the tickTime that was asked for. */
  public static Places open(Lab lab) {
    Duration tick = lab.options().tick();
    return new Places(
        lab,
        Ensemble.start(
            EnsembleSettings.of(Usual.SERVERS).withTickTime(tick).withSyncLimit(Usual.SYNC_LIMIT)),
        tick);
  }

  /** One of ours at a path of its own. */
  public OurElection ours(Duration timeout) {
    return ours(ensemble.connectString(), lab.fresh("ours"), timeout);
  }

  /** The same one may be reached by more than one way. */
  OurElection ours(String servers, String name, Duration timeout) {
    return OurElection.at(servers, "/" + name, timeout, tick);
  }

  /** A LeaderLatch at a path of its own. */
  public LatchElection latch(Duration timeout) {
    return latch(ensemble.connectString(), lab.fresh("latch"), timeout);
  }

  LatchElection latch(String servers, String name, Duration timeout) {
    return new LatchElection(servers, "/" + name, timeout);
  }

  /** Another way to the servers. */
  Host host() {
    return new Host(ensemble);
  }

  String setting() {
    return "%d servers, tickTime %d ms".formatted(ensemble.size(), tick.toMillis());
  }

  String setting(Duration timeout) {
    return setting() + ", session timeout %d s".formatted(timeout.toSeconds());
  }

  @Override
  public void close() {
    ensemble.close();
  }
}
