package dev.mesos.slave.core;

import com.google.protobuf.Message;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import java.util.OptionalLong;

/** What happens to a slave. */
public sealed interface SlaveEvent {

  /** A master leads: another one than before, or the same that was looked up again. */
  record LeaderDetected(Leader leader) implements SlaveEvent {}

  /** Nobody is known to lead. */
  record LeaderLost(String reason) implements SlaveEvent {}

  /** A message arrived, from whomever. */
  record Received(Upid from, OptionalLong epoch, Message message) implements SlaveEvent {}

  /** The timer of this number is due; an older one than the last started means nothing. */
  record TimerFired(long number) implements SlaveEvent {}

  /** The linked connection to this address ended or was refused. */
  record LinkExited(PeerAddress address) implements SlaveEvent {}

  /**
   * Whoever is at this address has answered all that was sent to it so far.
   *
   * @param taken whether it has taken all of it
   */
  record Answered(PeerAddress address, boolean taken) implements SlaveEvent {}

  /** The slave is to take its leave of the master for good, and to end. */
  record Unregister(String reason) implements SlaveEvent {}

  /** The program ends; the slave will be back with its id. */
  record Stop() implements SlaveEvent {}
}
