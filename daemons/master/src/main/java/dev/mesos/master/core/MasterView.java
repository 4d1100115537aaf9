package dev.mesos.master.core;

import dev.mesos.coordination.MasterInfo;
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
 * @param slaves those registered with us
 * @param unreachable how many we have given up
 */
public record MasterView(
    MasterInfo self,
    boolean leading,
    Optional<MasterInfo> leader,
    OptionalLong epoch,
    Optional<Instant> electedTime,
    List<SlaveRecord> slaves,
    int unreachable) {

  public MasterView {
    slaves = List.copyOf(slaves);
  }
}
