package dev.mesos.bench.row;

import dev.mesos.coordination.testing.CuttingProxy;
import dev.mesos.coordination.testing.Ensemble;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Where one who stands runs: its way to each server can be cut. Thread-safe. */
public final class Host implements AutoCloseable {

  private final List<CuttingProxy> ways;

  /** A host of its own. */
  public Host(Ensemble ensemble) {
    this.ways =
        IntStream.range(0, ensemble.size())
            .mapToObj(member -> new CuttingProxy(ensemble.connectString(member)))
            .toList();
  }

  /** The servers as they are reached from here. */
  public String servers() {
    return ways.stream().map(CuttingProxy::connectString).collect(Collectors.joining(","));
  }

  /** The way to one of the servers. */
  public CuttingProxy way(int server) {
    return ways.get(server);
  }

  /** A partition from all servers, until it is healed. */
  public void cut() {
    ways.forEach(CuttingProxy::stall);
  }

  /** The same for one direction. */
  public void cut(CuttingProxy.Direction direction) {
    ways.forEach(way -> way.stall(direction));
  }

  /** All connections break, and no new ones work until it is healed. */
  public void refuse() {
    ways.forEach(CuttingProxy::refuse);
  }

  /** The ways are whole again, and what was held arrives. */
  public void heal() {
    ways.forEach(CuttingProxy::heal);
  }

  @Override
  public void close() {
    ways.forEach(CuttingProxy::close);
  }
}
