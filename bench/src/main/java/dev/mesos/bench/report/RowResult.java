package dev.mesos.bench.report;

import java.util.List;

/**
 * A row of the measurements.
 *
 * @param number by which it is chosen on the command line
 * @param title what was measured, with its unit
 * @param aim what it should be
 * @param setting what the figures depend on
 * @param lines one for each peer
 * @param failures what could not be measured, and why
 */
public record RowResult(
    int number, String title, String aim, String setting, List<Line> lines, List<String> failures) {

  /** Copies the lists. */
  public RowResult {
    lines = List.copyOf(lines);
    failures = List.copyOf(failures);
  }
}
