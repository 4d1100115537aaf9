package dev.mesos.bench.report;

import java.util.List;

/**
 * Percentiles by nearest rank: each one is a value that was measured. Of fewer than 100 values the
 * 99th percentile is the largest one.
 */
public record Percentiles(List<Double> values) {

  /** Sorts them. */
  public Percentiles {
    values = values.stream().sorted().toList();
  }

  /**
   * The smallest value that so many per cent of all do not exceed; not a number if there are none.
   *
   * @param percent above 0, up to 100
   */
  public double at(int percent) {
    if (percent < 1 || percent > 100) {
      throw new IllegalArgumentException("percentile " + percent + ": use 1 to 100");
    }
    if (values.isEmpty()) {
      return Double.NaN;
    }
    return values.get(Math.ceilDiv(percent * values.size(), 100) - 1);
  }
}
