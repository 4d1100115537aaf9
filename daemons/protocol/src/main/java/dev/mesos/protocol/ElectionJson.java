package dev.mesos.protocol;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.mesos.coordination.ElectionStatus;
import dev.mesos.coordination.SessionStatus;
import java.util.Optional;

/** What {@code /state} of both daemons tells of the election, beside Mesos's own fields. */
public final class ElectionJson {

  private ElectionJson() {}

  /** Adds {@code zookeeper_session} and {@code election}; nothing without ZooKeeper. */
  public static void addTo(
      ObjectNode state, Optional<SessionStatus> session, Optional<ElectionStatus> election) {
    session.ifPresent(s -> {
      ObjectNode json = state.putObject("zookeeper_session");
      json.put("connected", s.connected());
      json.put("id", "0x" + Long.toHexString(s.sessionId()));
      json.put("requested_timeout_ms", s.requestedTimeoutMs());
      json.put("negotiated_timeout_ms", s.negotiatedTimeoutMs());
      json.put("expirations", s.expirations());
      json.put("skipped_candidates", s.skipped());
    });
    election.ifPresent(e -> {
      ObjectNode json = state.putObject("election");
      json.put("leaders", e.leaders());
      e.epoch().ifPresent(epoch -> json.put("epoch", epoch));
      json.put("leaderless_ms", e.leaderlessMs());
      e.takeoverMs().ifPresent(ms -> json.put("takeover_ms", ms));
    });
  }
}
