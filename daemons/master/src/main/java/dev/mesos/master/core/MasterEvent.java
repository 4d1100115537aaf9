package dev.mesos.master.core;

import com.google.protobuf.Message;
import dev.mesos.coordination.MasterInfo;
import dev.mesos.master.registry.RegistryNews;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import java.util.OptionalLong;

/** What happens to a master. */
public sealed interface MasterEvent {

  /** Our candidacy stands: whoever leads, we come after him. */
  record CandidacyJoined() implements MasterEvent {}

  /**
   * Our candidacy leads, proved by ZooKeeper's quorum.
   *
   * @param epoch of our candidate znode; empty in a cluster without ZooKeeper
   * @param znode its name; empty likewise
   */
  record CandidacyLeads(OptionalLong epoch, String znode) implements MasterEvent {}

  /** Our candidacy ended without our will. */
  record CandidacyLost(String detail) implements MasterEvent {}

  /** The detector names a leader: another master, or ourselves. */
  record LeaderDetected(MasterInfo leader, OptionalLong epoch) implements MasterEvent {}

  /** The detector says that nobody is known to lead. */
  record NoLeaderDetected(String detail) implements MasterEvent {}

  /**
   * A message arrived.
   *
   * @param to the id of the receiving process of ours, as {@code master}
   * @param epoch the election that the sender acts in, if it says so
   */
  record Received(Upid from, String to, OptionalLong epoch, Message message)
      implements MasterEvent {}

  /** A message arrived that we do not understand. */
  record NotUnderstood(Upid from, String name) implements MasterEvent {}

  /** What the registry tells of {@link MasterAction.Recover} and {@link MasterAction.Write}. */
  record Registry(RegistryNews news) implements MasterEvent {}

  /** An operator asks for something, to be answered by {@link MasterAction.Answer}. */
  record Operate(long number, OperatorCall call) implements MasterEvent {}

  /** The connection of {@link MasterAction.Link} ended, or could not be made. */
  record LinkBroken(PeerAddress address, long link) implements MasterEvent {}

  /** The time of {@link MasterAction.SetTimer} is over. */
  record TimerFired(MasterTimer timer) implements MasterEvent {}

  /** The process was asked to end. */
  record Stop() implements MasterEvent {}
}
