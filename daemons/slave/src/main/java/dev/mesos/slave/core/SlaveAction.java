package dev.mesos.slave.core;

import com.google.protobuf.Message;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import java.time.Duration;
import java.util.OptionalLong;

/** What a slave wants done, in order. */
public sealed interface SlaveAction {

  /** Send a message in an epoch. */
  record Send(Upid to, OptionalLong epoch, Message message) implements SlaveAction {}

  /** Keep a connection to this address and tell when it ends. */
  record Link(PeerAddress address) implements SlaveAction {}

  /** End the connection to this address, if there is one. */
  record Unlink(PeerAddress address) implements SlaveAction {}

  /** Start the slave's only timer, in place of the one that runs, if one does. */
  record StartTimer(Duration delay, long number) implements SlaveAction {}

  /** Stop the timer. */
  record StopTimer() implements SlaveAction {}

  /** Look up again who leads, and tell it even if it is the same. */
  record Redetect() implements SlaveAction {}

  /** Keep the id on disk, before anything that follows. */
  record KeepId(String id) implements SlaveAction {}

  /** Remove the id from disk: the next start is a new slave. */
  record ForgetId() implements SlaveAction {}

  /** A message was not for us to act on. */
  record Ignore(String reason) implements SlaveAction {}

  /** Say a change of state. */
  record Log(String line) implements SlaveAction {}

  /** End the program. */
  record Exit(int code, String reason) implements SlaveAction {}
}
