package dev.mesos.master.core;

import dev.mesos.master.registry.RegistryEntry;
import dev.mesos.protocol.Upid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.Protos.SlaveInfo;

/**
 * A slave as its master knows it.
 *
 * @param entry what the registry holds of it: its id, what it said about itself, what operators
 *     want
 * @param pid where its messages come from and go to
 * @param version of its software
 * @param capabilities what it can do
 * @param registeredTime when this master admitted it
 * @param reregisteredTime when it last re-registered with this master
 * @param connected whether the connection to it stands and it is registered
 */
public record SlaveRecord(
    RegistryEntry entry,
    Upid pid,
    String version,
    List<SlaveInfo.Capability> capabilities,
    Instant registeredTime,
    Optional<Instant> reregisteredTime,
    boolean connected) {

  public SlaveRecord {
    capabilities = List.copyOf(capabilities);
  }

  /** Unique for ever: the id of the master that admitted it, and a number. */
  public String id() {
    return entry.id();
  }

  /** What it said about itself. */
  public SlaveInfo info() {
    return entry.slave().orElseThrow();
  }

  /** Whether it may be offered: it is connected, and no operator objects. */
  public boolean active() {
    return connected && !entry.cordoned();
  }

  SlaveRecord withConnected(boolean now) {
    return new SlaveRecord(
        entry, pid, version, capabilities, registeredTime, reregisteredTime, now);
  }

  SlaveRecord withReregistered(Instant now) {
    return new SlaveRecord(
        entry, pid, version, capabilities, registeredTime, Optional.of(now), connected);
  }

  SlaveRecord withEntry(RegistryEntry now) {
    return new SlaveRecord(
        now, pid, version, capabilities, registeredTime, reregisteredTime, connected);
  }
}
