package dev.mesos.master.core;

import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.DoubleAdder;

/** The numbers that a master counts, under Mesos's own names. Thread-safe. */
public final class MasterMetrics {

  /** Whole numbers. */
  public enum Metric {
    ELECTED("master/elected", true),
    DROPPED_MESSAGES("master/dropped_messages", false),
    MESSAGES_REGISTER_SLAVE("master/messages_register_slave", false),
    MESSAGES_REREGISTER_SLAVE("master/messages_reregister_slave", false),
    MESSAGES_UNREGISTER_SLAVE("master/messages_unregister_slave", false),
    MESSAGES_UPDATE_SLAVE("master/messages_update_slave", false),
    SLAVE_REGISTRATIONS("master/slave_registrations", false),
    SLAVE_REREGISTRATIONS("master/slave_reregistrations", false),
    SLAVE_REMOVALS("master/slave_removals", false),
    SLAVE_REMOVALS_GONE("master/slave_removals/reason_gone", false),
    SLAVE_REMOVALS_REGISTERED("master/slave_removals/reason_registered", false),
    SLAVE_REMOVALS_UNHEALTHY("master/slave_removals/reason_unhealthy", false),
    SLAVE_REMOVALS_UNREGISTERED("master/slave_removals/reason_unregistered", false),
    SLAVE_REREGISTRATIONS_REFUSED("master/slave_reregistrations_refused", false),
    RECOVERY_SLAVE_REMOVALS("master/recovery_slave_removals", false),
    SLAVE_UNREACHABLE_SCHEDULED("master/slave_unreachable_scheduled", false),
    SLAVE_UNREACHABLE_COMPLETED("master/slave_unreachable_completed", false),
    SLAVE_UNREACHABLE_CANCELED("master/slave_unreachable_canceled", false),
    SLAVE_SHUTDOWNS_SCHEDULED("master/slave_shutdowns_scheduled", false),
    SLAVE_SHUTDOWNS_COMPLETED("master/slave_shutdowns_completed", false),
    SLAVE_SHUTDOWNS_CANCELED("master/slave_shutdowns_canceled", false),
    SLAVES_ACTIVE("master/slaves_active", true),
    SLAVES_INACTIVE("master/slaves_inactive", true),
    SLAVES_CONNECTED("master/slaves_connected", true),
    SLAVES_DISCONNECTED("master/slaves_disconnected", true),
    SLAVES_UNREACHABLE("master/slaves_unreachable", true),
    SLAVES_GONE("master/slaves_gone", true),
    SLAVES_RECOVERED("master/slaves_recovered", true);

    private final String key;
    private final boolean gauge;

    Metric(String key, boolean gauge) {
      this.key = key;
      this.gauge = gauge;
    }

    /** The name in {@code /metrics/snapshot}. */
    public String key() {
      return key;
    }

    /** Whether the number may fall again. */
    public boolean isGauge() {
      return gauge;
    }
  }

  /** The scalar resources that are summed up over all slaves. */
  public enum Total {
    CPUS,
    GPUS,
    MEM,
    DISK
  }

  private final Map<Metric, AtomicLong> numbers = new EnumMap<>(Metric.class);
  private final Map<Total, DoubleAdder> totals = new EnumMap<>(Total.class);

  /** All zero. */
  public MasterMetrics() {
    for (Metric metric : Metric.values()) {
      numbers.put(metric, new AtomicLong());
    }
    for (Total total : Total.values()) {
      totals.put(total, new DoubleAdder());
    }
  }

  /** The number at present. */
  public long get(Metric metric) {
    return number(metric).get();
  }

  /** What all slaves together have, in cores or megabytes. */
  public double get(Total total) {
    return adder(total).sum();
  }

  void increment(Metric metric) {
    number(metric).incrementAndGet();
  }

  void set(Metric metric, long value) {
    number(metric).set(value);
  }

  void add(Total total, double amount) {
    adder(total).add(amount);
  }

  private AtomicLong number(Metric metric) {
    AtomicLong number = numbers.get(metric);
    if (number == null) {
      throw new AssertionError(metric);
    }
    return number;
  }

  private DoubleAdder adder(Total total) {
    DoubleAdder adder = totals.get(total);
    if (adder == null) {
      throw new AssertionError(total);
    }
    return adder;
  }
}
