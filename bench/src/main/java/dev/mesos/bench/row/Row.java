package dev.mesos.bench.row;

import dev.mesos.bench.Lab;
import dev.mesos.bench.report.RowResult;

/** Something that is measured of ours and of others, in the same way. */
public interface Row {

  /** By which it is chosen. */
  int number();

  /**
   * Measures. What cannot be measured is said in the result.
   *
   * @throws InterruptedException if the harness is to end
   */
  RowResult measure(Lab lab) throws InterruptedException;
}
