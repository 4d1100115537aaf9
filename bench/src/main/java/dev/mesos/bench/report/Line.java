package dev.mesos.bench.report;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedMap;

/**
 * What was measured of one of the peers.
 *
 * @param who the peer, and in which setting
 * @param figures as shown, by the name of their column, in order
 * @param values every single run behind them, none left out
 */
public record Line(String who, SequencedMap<String, String> figures, List<Double> values) {

  /** Copies both. */
  public Line {
    figures = new LinkedHashMap<>(figures);
    values = List.copyOf(values);
  }

  /** A line without figures yet. */
  public static Line of(String who) {
    return new Line(who, new LinkedHashMap<>(Map.of()), List.of());
  }

  /** The number of runs, their median, 99th percentile and maximum; in milliseconds. */
  public static Line times(String who, List<Double> ms) {
    Percentiles of = new Percentiles(ms);
    return new Line(who, new LinkedHashMap<>(), ms)
        .with("n", ms.size())
        .with("p50 ms", of.at(50))
        .with("p99 ms", of.at(99))
        .with("max ms", of.at(100));
  }

  /** The same with one more figure. */
  public Line with(String name, String figure) {
    SequencedMap<String, String> more = new LinkedHashMap<>(figures);
    more.put(name, figure);
    return new Line(who, more, values);
  }

  /** The same with one more figure. */
  public Line with(String name, long figure) {
    return with(name, Long.toString(figure));
  }

  /** The same with one more figure, shown with as many digits as make sense. */
  public Line with(String name, double figure) {
    return with(name, shown(figure));
  }

  private static String shown(double figure) {
    double size = Math.abs(figure);
    String format = size >= 100 ? "%.0f" : size >= 1 ? "%.1f" : "%.3f";
    return Double.isNaN(figure)
        ? "-"
        : figure == 0 ? "0" : String.format(Locale.ROOT, format, figure);
  }
}
