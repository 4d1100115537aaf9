package dev.mesos.slave.runtime;

import dev.mesos.coordination.Candidate;
import dev.mesos.coordination.Detection;
import dev.mesos.protocol.Upid;
import dev.mesos.slave.core.Leader;
import dev.mesos.slave.core.SlaveEvent;
import java.util.OptionalLong;

/** What the news of an election mean to a {@link dev.mesos.slave.core.SlaveCore}. */
public final class LeaderEvents {

  private LeaderEvents() {}

  /** Who leads; a leader whose address cannot be read is none. */
  public static SlaveEvent of(Detection news) {
    return switch (news) {
      case Detection.Leader leader -> of(leader.candidate());
      case Detection.NoLeader none ->
          new SlaveEvent.LeaderLost(none.reason() + " " + none.detail());
    };
  }

  private static SlaveEvent of(Candidate candidate) {
    try {
      Upid pid = Upid.parse(candidate.info().pid());
      return new SlaveEvent.LeaderDetected(
          new Leader(pid, OptionalLong.of(candidate.epoch()), candidate.info().hostname()));
    } catch (IllegalArgumentException e) {
      return new SlaveEvent.LeaderLost("UNREADABLE " + candidate.znode() + ": " + e.getMessage());
    }
  }
}
