package dev.mesos.slave.http;

import dev.mesos.slave.core.SlaveStatus.Mode;
import dev.mesos.slave.runtime.SlaveRuntime;
import java.util.function.ToDoubleFunction;

/** A slave's own numbers. Keys of Mesos keep their names, ours beside them begin alike. */
public enum SlaveMetric {
  /** 1 while the detected master has acknowledged the registration. */
  REGISTERED("slave/registered", true, slave -> slave.status().mode() == Mode.REGISTERED ? 1 : 0),
  /** 1 while a master is detected. */
  MASTER_DETECTED(
      "slave/master_detected", true, slave -> slave.status().leader().isPresent() ? 1 : 0),
  /** The detected election, 0 if there is none. */
  EPOCH(
      "slave/epoch",
      true,
      slave -> slave.status().leader().map(leader -> leader.epoch().orElse(0)).orElse(0L)),
  LEADERS_DETECTED("slave/leaders_detected", false, slave -> slave.counters().leadersDetected()),
  PINGS_RECEIVED("slave/pings_received", false, slave -> slave.counters().pingsReceived()),
  /** Messages that did not come from the detected leader in the detected epoch. */
  MESSAGES_IGNORED("slave/messages_ignored", false, slave -> slave.counters().messagesIgnored());

  private final String key;
  private final boolean gauge;
  private final ToDoubleFunction<SlaveRuntime> value;

  SlaveMetric(String key, boolean gauge, ToDoubleFunction<SlaveRuntime> value) {
    this.key = key;
    this.gauge = gauge;
    this.value = value;
  }

  /** The name in {@code /metrics/snapshot}. */
  public String key() {
    return key;
  }

  /** Whether the number can also sink. */
  public boolean isGauge() {
    return gauge;
  }

  /** The number now. */
  public double of(SlaveRuntime slave) {
    return value.applyAsDouble(slave);
  }
}
