package dev.mesos.master.core;

import dev.mesos.protocol.Upid;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.mesos.Protos.SlaveInfo;

/**
 * A slave as its master knows it.
 *
 * @param id unique for ever: the id of the master that admitted it, and a number
 * @param pid where its messages come from and go to
 * @param info what it said about itself
 * @param version of its software
 * @param capabilities what it can do
 * @param registeredTime when this master admitted it
 * @param reregisteredTime when it last re-registered with this master
 * @param connected whether the connection to it stands and it is registered
 */
public record SlaveRecord(
    String id,
    Upid pid,
    SlaveInfo info,
    String version,
    List<SlaveInfo.Capability> capabilities,
    Instant registeredTime,
    Optional<Instant> reregisteredTime,
    boolean connected) {

  public SlaveRecord {
    capabilities = List.copyOf(capabilities);
  }

  SlaveRecord withConnected(boolean now) {
    return new SlaveRecord(
        id, pid, info, version, capabilities, registeredTime, reregisteredTime, now);
  }
}
