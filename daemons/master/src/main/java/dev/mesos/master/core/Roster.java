package dev.mesos.master.core;

import dev.mesos.master.core.MasterMetrics.Metric;
import dev.mesos.master.core.MasterMetrics.Total;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.mesos.Protos.Resource;
import org.apache.mesos.Protos.SlaveInfo;
import org.jspecify.annotations.Nullable;

/** The registered slaves, found by id, by pid and by observer; keeps the gauges right. */
final class Roster {

  private final Map<String, Slave> byId = new LinkedHashMap<>();
  private final Map<Upid, Slave> byPid = new HashMap<>();
  private final Map<Long, Slave> byObserver = new HashMap<>();
  private final Map<PeerAddress, Set<Slave>> byAddress = new HashMap<>();
  private final MasterMetrics metrics;
  private int connected;
  private int active;

  Roster(MasterMetrics metrics) {
    this.metrics = metrics;
  }

  @Nullable Slave byId(String id) {
    return byId.get(id);
  }

  @Nullable Slave byPid(Upid pid) {
    return byPid.get(pid);
  }

  @Nullable Slave byObserver(long observer) {
    return byObserver.get(observer);
  }

  List<Slave> at(PeerAddress address) {
    return List.copyOf(byAddress.getOrDefault(address, Set.of()));
  }

  Collection<Slave> all() {
    return Collections.unmodifiableCollection(byId.values());
  }

  void add(Slave slave) {
    byId.put(slave.facts().id(), slave);
    place(slave);
    byObserver.put(slave.observer(), slave);
    count(slave.facts(), 1);
  }

  void remove(Slave slave) {
    byId.remove(slave.facts().id());
    displace(slave);
    byObserver.remove(slave.observer());
    count(slave.facts(), -1);
  }

  /** Changes a slave's record; its id stays. */
  void update(Slave slave, SlaveRecord now) {
    count(slave.facts(), -1);
    displace(slave);
    slave.update(now);
    place(slave);
    count(now, 1);
  }

  private void place(Slave slave) {
    Upid pid = slave.facts().pid();
    byPid.put(pid, slave);
    byAddress.computeIfAbsent(pid.address(), a -> new LinkedHashSet<>()).add(slave);
  }

  private void displace(Slave slave) {
    Upid pid = slave.facts().pid();
    byPid.remove(pid, slave);
    Set<Slave> there = byAddress.get(pid.address());
    if (there != null && there.remove(slave) && there.isEmpty()) {
      byAddress.remove(pid.address());
    }
  }

  /** Marks a slave disconnected; gives the number of this disconnection. */
  long disconnect(Slave slave) {
    count(slave.facts(), -1);
    long number = slave.disconnect();
    count(slave.facts(), 1);
    return number;
  }

  private void count(SlaveRecord facts, int sign) {
    connected += facts.connected() ? sign : 0;
    active += facts.active() ? sign : 0;
    metrics.set(Metric.SLAVES_CONNECTED, connected);
    metrics.set(Metric.SLAVES_DISCONNECTED, byId.size() - connected);
    metrics.set(Metric.SLAVES_ACTIVE, active);
    metrics.set(Metric.SLAVES_INACTIVE, byId.size() - active);
    for (Total total : Total.values()) {
      metrics.add(total, sign * sum(facts.info(), total.name().toLowerCase(Locale.ROOT)));
    }
  }

  private static double sum(SlaveInfo info, String name) {
    double sum = 0;
    for (Resource resource : info.getResourcesList()) {
      if (resource.hasScalar() && resource.getName().equals(name)) {
        sum += resource.getScalar().getValue();
      }
    }
    return sum;
  }
}
