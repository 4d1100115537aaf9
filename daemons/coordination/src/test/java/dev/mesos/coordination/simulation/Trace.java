package dev.mesos.coordination.simulation;

import java.util.ArrayDeque;
import java.util.Deque;

/** The last steps of a run. Off while all is well: a run that fails is run again with it. */
public final class Trace {

  private final int kept;
  private final Deque<String> lines = new ArrayDeque<>();

  private Trace(int kept) {
    this.kept = kept;
  }

  /** Keeps nothing. */
  public static Trace off() {
    return new Trace(0);
  }

  /** Keeps the last lines. */
  public static Trace last(int lines) {
    return new Trace(lines);
  }

  /** Whether lines are kept. */
  public boolean on() {
    return kept > 0;
  }

  void add(long time, String who, String what) {
    if (kept > 0) {
      if (lines.size() == kept) {
        lines.removeFirst();
      }
      lines.add(
          (time / 1_000_000_000)
              + String.format("%.9f", time % 1_000_000_000 / 1e9).substring(1)
              + " "
              + who
              + " "
              + what);
    }
  }

  @Override
  public String toString() {
    return String.join("\n", lines);
  }
}
