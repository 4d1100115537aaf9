package dev.mesos.master.core;

import dev.mesos.coordination.MasterInfo;
import dev.mesos.master.registry.RegistryEntry;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A master at one moment. Immutable.
 *
 * @param self what we say about ourselves
 * @param leading whether we lead
 * @param leader who leads, if anybody is known to
 * @param epoch of the known leader
 * @param electedTime when we began to lead
 * @param recovering whether we lead and have not read the registry yet
 * @param slaves those registered with us
 * @param recovered those that the registry knows and that have not come back yet
 * @param unreachable how many in the registry were given up
 */
public record MasterView(
    MasterInfo self,
    boolean leading,
    Optional<MasterInfo> leader,
    OptionalLong epoch,
    Optional<Instant> electedTime,
    boolean recovering,
    List<SlaveRecord> slaves,
    List<RegistryEntry> recovered,
    int unreachable) {

  public MasterView {
    slaves = List.copyOf(slaves);
    recovered = List.copyOf(recovered);
  }
}
