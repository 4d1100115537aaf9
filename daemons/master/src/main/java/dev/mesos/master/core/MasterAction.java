package dev.mesos.master.core;

import com.google.protobuf.Message;
import dev.mesos.master.registry.RegistryOperation;
import dev.mesos.master.registry.RegistryWriter;
import dev.mesos.protocol.PeerAddress;
import dev.mesos.protocol.Upid;
import java.time.Duration;

/** What a master wants done. */
public sealed interface MasterAction {

  /** Stand for election (again). */
  record Contend() implements MasterAction {}

  /** Give up the candidacy at once, close the session, then end the process with this code. */
  record Exit(int code, String reason) implements MasterAction {}

  /** Take the registry over and read it, and tell what it says. */
  record Recover(RegistryWriter self) implements MasterAction {}

  /** Write to the registry, and tell how that ended. */
  record Write(long number, RegistryOperation operation) implements MasterAction {}

  /** Answer {@link MasterEvent.Operate}, once. */
  record Answer(long number, OperatorAnswer answer) implements MasterAction {}

  /**
   * Send a message in the epoch that we lead in.
   *
   * @param from the id of the sending process of ours, where the answer goes
   */
  record Send(Upid to, String from, Message message) implements MasterAction {}

  /** Connect to an address and tell when that ends. */
  record Link(PeerAddress address, long link) implements MasterAction {}

  /** Close the connection to an address, telling nothing. */
  record Unlink(PeerAddress address) implements MasterAction {}

  /** Fire an event later. */
  record SetTimer(MasterTimer timer, Duration after) implements MasterAction {}

  /** Log a change of state. */
  record Tell(Level level, String text) implements MasterAction {}

  /** How much a text matters. */
  enum Level {
    INFO,
    WARN
  }
}
