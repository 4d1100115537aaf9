package dev.mesos.slave.runtime;

import com.google.protobuf.Message;
import dev.mesos.protocol.InternalMessages.PingSlaveMessage;
import dev.mesos.slave.core.SlaveEvent;
import java.util.concurrent.atomic.LongAdder;

/** What a slave has seen since it started. Thread-safe. */
public final class SlaveCounters {

  private final LongAdder leaders = new LongAdder();
  private final LongAdder pings = new LongAdder();
  private final LongAdder ignored = new LongAdder();

  void count(SlaveEvent event) {
    switch (event) {
      case SlaveEvent.LeaderDetected detected -> leaders.increment();
      case SlaveEvent.Received(var from, var epoch, Message message)
          when message instanceof PingSlaveMessage ->
          pings.increment();
      default -> {}
    }
  }

  void ignored() {
    ignored.increment();
  }

  /** How often a leader was detected, the same one included. */
  public long leadersDetected() {
    return leaders.sum();
  }

  public long pingsReceived() {
    return pings.sum();
  }

  /** Messages that did not come from the detected leader in the detected epoch. */
  public long messagesIgnored() {
    return ignored.sum();
  }
}
