package dev.mesos.master.runtime;

import dev.mesos.coordination.Candidacy;
import dev.mesos.coordination.Detection;
import dev.mesos.master.core.MasterEvent;
import java.util.Optional;
import java.util.OptionalLong;

/** What the news of an election mean to a {@link dev.mesos.master.core.MasterCore}. */
public final class ElectionEvents {

  private ElectionEvents() {}

  /** Of our own candidacy; not all of it concerns the core. */
  public static Optional<MasterEvent> of(Candidacy news) {
    return switch (news) {
      case Candidacy.Leading leading ->
          Optional.of(
              new MasterEvent.CandidacyLeads(
                  OptionalLong.of(leading.self().epoch()), leading.self().znode()));
      case Candidacy.Lost lost -> Optional.of(new MasterEvent.CandidacyLost(lost.detail()));
      case Candidacy.Joined joined -> Optional.of(new MasterEvent.CandidacyJoined());
      case Candidacy.Refused refused -> Optional.empty(); // is tried again
    };
  }

  /** Of who leads. */
  public static MasterEvent of(Detection news) {
    return switch (news) {
      case Detection.Leader leader ->
          new MasterEvent.LeaderDetected(
              leader.candidate().info(), OptionalLong.of(leader.candidate().epoch()));
      case Detection.NoLeader none -> new MasterEvent.NoLeaderDetected(none.detail());
    };
  }
}
