package dev.mesos.master.core;

import com.google.protobuf.Message;
import dev.mesos.master.core.MasterAction.Level;
import dev.mesos.protocol.InternalMessages.ShutdownMessage;
import dev.mesos.protocol.Upid;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one event asks for, in order. */
final class Actions {

  /** The id of the master's own process. */
  static final String MASTER = "master";

  private final List<MasterAction> list = new ArrayList<>();
  private Optional<String> fatal = Optional.empty();

  void add(MasterAction action) {
    list.add(action);
  }

  /** Sends a message of the master's own process. */
  void send(Upid to, Message message) {
    list.add(new MasterAction.Send(to, MASTER, message));
  }

  /** Sends a message of another process of ours, where the answer goes. */
  void send(Upid to, String from, Message message) {
    list.add(new MasterAction.Send(to, from, message));
  }

  void timer(MasterTimer timer, Duration after) {
    list.add(new MasterAction.SetTimer(timer, after));
  }

  void info(String text) {
    list.add(new MasterAction.Tell(Level.INFO, text));
  }

  void warn(String text) {
    list.add(new MasterAction.Tell(Level.WARN, text));
  }

  /** Tells a slave that it is not wanted, ever. */
  void shutDown(Upid to, String id, String reason) {
    warn("slave=" + id + " pid=" + to + " state=refused reason=\"" + reason + "\"");
    send(
        to,
        ShutdownMessage.newBuilder().setMessage("Slave " + id + " is refused: " + reason).build());
  }

  /** The master cannot go on. The first reason counts. */
  void fail(String reason) {
    fatal = fatal.isPresent() ? fatal : Optional.of(reason);
  }

  Optional<String> failure() {
    return fatal;
  }

  List<MasterAction> list() {
    return list;
  }
}
