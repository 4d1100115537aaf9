package dev.mesos.master.registry;

import dev.mesos.protocol.RegistryMessages.RegistryRecord;
import dev.mesos.protocol.RegistryMessages.RegistryRecord.State;
import java.time.Instant;
import java.util.Optional;
import org.apache.mesos.Protos.DrainInfo;
import org.apache.mesos.Protos.SlaveInfo;

/**
 * What the registry holds of one slave. Immutable.
 *
 * <p>It is the stored record itself, so that what a newer version put into it and we do not know
 * survives when we change it.
 *
 * @param record complete, as {@link EntryCodec} makes sure
 */
public record RegistryEntry(RegistryRecord record) {

  /** The slave's id. */
  public String id() {
    return record.getId();
  }

  /** Whether it is admitted, was given up, or is gone for good. */
  public State state() {
    return record.getState();
  }

  /** When the state began, to the millisecond. */
  public Instant since() {
    return Instant.ofEpochMilli(record.getSinceMs());
  }

  /** Of the leader in whose time the state began. */
  public long epoch() {
    return record.getEpoch();
  }

  /** What the slave says about itself; only of an admitted one. */
  public Optional<SlaveInfo> slave() {
    return record.hasSlave() ? Optional.of(record.getSlave()) : Optional.empty();
  }

  /** The host that it is or was on. */
  public String hostname() {
    return record.hasSlave() ? record.getSlave().getHostname() : record.getHostname();
  }

  /**
   * Whether an operator wants no offers of it. Mesos calls that <em>deactivated</em>, in its API
   * and in its JSON; here it has another name, since that word is the state of a slave that was
   * given up.
   */
  public boolean cordoned() {
    return record.getCordoned();
  }

  /** How far its tasks are moved away, if an operator asked for that. */
  public Optional<DrainInfo> drain() {
    return record.hasDrain() ? Optional.of(record.getDrain()) : Optional.empty();
  }

  /** Since when, to the millisecond; empty if a version wrote it that did not keep this. */
  public Optional<Instant> drainSince() {
    return record.hasDrain() && record.hasDrainSinceMs()
        ? Optional.of(Instant.ofEpochMilli(record.getDrainSinceMs()))
        : Optional.empty();
  }
}
