package dev.mesos.coordination.simulation.zookeeper;

import java.util.List;
import java.util.Map;

/** What leader and followers tell each other, in order over one connection. */
sealed interface QuorumPacket {

  /** A follower introduces itself, with the newest epoch that it has promised to follow. */
  record FollowerInfo(int server, long acceptedEpoch) implements QuorumPacket {}

  /** The epoch of the new leader. */
  record LeaderInfo(long epoch) implements QuorumPacket {}

  /** The follower promises to follow nobody older, and says what it has. */
  record EpochAccepted(long currentEpoch, long lastZxid) implements QuorumPacket {}

  /** All that the leader has, of which so many are committed. */
  record History(List<Transaction> log) implements QuorumPacket {}

  /** The follower's log is the leader's now. */
  record HistoryTaken(long epoch) implements QuorumPacket {}

  /** A quorum has it: the follower may serve. */
  record UpToDate() implements QuorumPacket {}

  /** To be logged. */
  record Proposal(Transaction transaction) implements QuorumPacket {}

  /** It is logged. */
  record Ack(long zxid) implements QuorumPacket {}

  /** A quorum has logged it. */
  record Commit(long zxid) implements QuorumPacket {}

  /** Twice a tick. */
  record Ping() implements QuorumPacket {}

  /** The answer, with the sessions touched since the one before. */
  record Touches(Map<Long, Long> timeouts) implements QuorumPacket {}

  /** A request of one of the follower's clients. */
  record Forwarded(long session, int cxid, Operation operation) implements QuorumPacket {}

  /** All that was committed before the sync has been sent. */
  record Synced() implements QuorumPacket {}

  /** May this session go on at the follower? */
  record Revalidate(long session, long timeout) implements QuorumPacket {}

  /** It may or not. */
  record Revalidated(long session, boolean valid) implements QuorumPacket {}
}
