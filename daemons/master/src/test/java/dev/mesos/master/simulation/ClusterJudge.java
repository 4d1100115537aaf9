package dev.mesos.master.simulation;

import com.google.protobuf.Message;
import dev.mesos.coordination.ZnodeChange;
import dev.mesos.master.core.MasterCore;
import dev.mesos.master.core.SlaveRecord;
import dev.mesos.master.registry.RegistryPeek;
import dev.mesos.protocol.InternalMessages.SlaveRegisteredMessage;
import dev.mesos.protocol.InternalMessages.SlaveReregisteredMessage;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import dev.mesos.slave.core.SlaveStatus;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Holds against a cluster what is promised of it, at every step:
 *
 * <ol>
 *   <li>A slave that was given up or declared gone is never admitted again.
 *   <li>Nobody is told to be registered whom the registry does not hold as admitted.
 *   <li>What is written is not lost: no entry goes but as it should, and a leader that has read the
 *       registry knows all that are admitted.
 *   <li>A slave obeys the leader of one epoch at a time, and never one of an earlier epoch again.
 *   <li>A slave that nothing has happened to is not given up, however masters come and go.
 *   <li>At most one master leads at a time.
 *   <li>When all has been well for long enough, the leader, the registry and the slaves agree.
 * </ol>
 */
final class ClusterJudge {

  private final World world;
  private final List<String> findings = new ArrayList<>();
  private final Map<String, State> registry = new HashMap<>();
  private final Set<String> given = new HashSet<>();
  private final Map<SimulatedSlave, Long> obeyed = new HashMap<>();
  private final Map<SimulatedMaster, Long> recovered = new HashMap<>();
  private int deactivations;
  private int admissions;

  ClusterJudge(World world) {
    this.world = world;
  }

  List<String> findings() {
    return findings;
  }

  int deactivations() {
    return deactivations;
  }

  int admissions() {
    return admissions;
  }

  void find(String finding) {
    world.time().note("judge", finding);
    findings.add("at " + world.time().now() / 1_000_000 / 1e3 + " s: " + finding);
  }

  /** Whether an id was given up or declared gone, once. */
  boolean isOver(String id) {
    return given.contains(id);
  }

  /** A transaction was carried out. */
  void written(List<ZnodeChange> changes) {
    for (ZnodeChange change : changes) {
      RegistryPeek.slave(change).ifPresent(id -> written(id, change));
    }
  }

  private void written(String id, ZnodeChange change) {
    switch (change) {
      case ZnodeChange.Create create -> state(id, RegistryPeek.state(id, create.data()));
      case ZnodeChange.Set set -> state(id, RegistryPeek.state(id, set.data()));
      case ZnodeChange.Delete delete -> {
        find(id + " is removed from the registry");
        registry.remove(id);
      }
      case ZnodeChange.Check check -> {}
    }
  }

  private void state(String id, State state) {
    State before = registry.put(id, state);
    if (state == State.ADMITTED) {
      if (before == null) {
        admissions++;
      }
      if (given.contains(id)) {
        find(id + " is admitted again after it was given up");
      }
    } else if (given.add(id)) {
      deactivations++;
      if (state == State.DEACTIVATED) {
        healthy(id)
            .ifPresent(slave ->
                find(slave + " (" + id + ") is given up, although nothing is wrong with it"));
      }
    }
  }

  private Optional<SimulatedSlave> healthy(String id) {
    return world.slaves().stream()
        .filter(slave -> slave.id().equals(Optional.of(id)))
        .filter(world::isWell)
        .findFirst();
  }

  /** A leader says something to a slave. */
  void says(SimulatedMaster master, Message message) {
    Optional<String> id =
        switch (message) {
          case SlaveRegisteredMessage m -> Optional.of(m.getSlaveId().getValue());
          case SlaveReregisteredMessage m -> Optional.of(m.getSlaveId().getValue());
          default -> Optional.empty();
        };
    if (id.isPresent() && registry.get(id.get()) != State.ADMITTED) {
      find(
          "%s tells %s that it is registered, in the registry it is %s"
              .formatted(master, id.get(), registry.get(id.get())));
    }
  }

  /** A message of a master has an effect. */
  void obeys(
      SimulatedSlave slave, Optional<OptionalLong> detected, OptionalLong epoch, Message message) {
    String what = slave + " obeys " + message.getDescriptorForType().getName();
    if (!detected.equals(Optional.of(epoch))) {
      find(what + " of epoch " + epoch + ", it has detected " + detected);
    }
    long latest = obeyed.getOrDefault(slave, 0L);
    if (epoch.orElse(0) < latest) {
      find(what + " of epoch " + epoch + " after it obeyed epoch " + latest);
    }
    obeyed.put(slave, Math.max(latest, epoch.orElse(0)));
  }

  /** A master has done something; if it has just read the registry, it must know all of it. */
  void looked(SimulatedMaster master) {
    MasterCore core = master.core();
    if (core == null || !master.isLeading()) {
      return;
    }
    for (SimulatedMaster other : world.masters()) {
      if (other != master && other.isLeading()) {
        find(master + " and " + other + " lead at once");
      }
    }
    if (core.view().recovering()) {
      return;
    }
    Long before = recovered.put(master, master.epoch());
    if (before == null || before != master.epoch()) {
      Set<String> known = known(core);
      Set<String> admitted = admitted();
      if (!known.containsAll(admitted)) {
        find(master + " has read the registry and knows " + known + " of " + admitted);
      }
    }
  }

  private static Set<String> known(MasterCore core) {
    Set<String> known = new TreeSet<>();
    core.view().slaves().stream().map(SlaveRecord::id).forEach(known::add);
    core.view().recovered().forEach(entry -> known.add(entry.id()));
    return known;
  }

  private Set<String> admitted() {
    return registry.entrySet().stream()
        .filter(entry -> entry.getValue() == State.ADMITTED)
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** What must not be so once all has been well for long enough. */
  List<String> wrong() {
    List<SimulatedMaster> leading =
        world.masters().stream().filter(SimulatedMaster::isLeading).toList();
    if (leading.size() != 1) {
      return List.of(leading + " lead");
    }
    List<String> wrong = new ArrayList<>();
    Set<String> ids = new TreeSet<>();
    for (SimulatedSlave slave : world.slaves()) {
      slave.id().ifPresent(ids::add);
      boolean registered =
          slave.status().filter(s -> s.mode() == SlaveStatus.Mode.REGISTERED).isPresent();
      if (!registered) {
        wrong.add(slave + " is " + slave.status());
      }
    }
    MasterCore core = leading.getFirst().core();
    Set<String> known = core == null ? Set.of() : known(core);
    if (!known.equals(ids)) {
      wrong.add(leading.getFirst() + " knows " + known + ", there are " + ids);
    }
    if (!admitted().equals(ids)) {
      wrong.add("the registry has " + admitted() + ", there are " + ids);
    }
    return wrong;
  }
}
