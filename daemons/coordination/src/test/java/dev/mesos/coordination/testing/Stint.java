package dev.mesos.coordination.testing;

/**
 * A time for which somebody was seen to believe, at each look, that it leads in the same epoch.
 *
 * @param first the first look that saw it
 * @param last the last one, or the same
 */
public record Stint(Look first, Look last) {

  /** Whose it is. */
  public String who() {
    return first.who();
  }

  /** The epoch, or {@link Look#NO_EPOCH}. */
  public long epoch() {
    return first.epoch();
  }

  Stint until(Look later) {
    return new Stint(first, later);
  }

  /** Whether it certainly had begun before the other one's end: nothing was stopped that long. */
  boolean beganBeforeTheEndOf(Stint other) {
    return other.last.before() - first.after() > 0;
  }

  /** When it is certain to have begun. */
  public long from() {
    return first.after();
  }

  /** Until when it is certain to have lasted. */
  public long until() {
    return last.before();
  }

  @Override
  public String toString() {
    return epoch() == Look.NO_EPOCH ? who() : who() + " (epoch " + epoch() + ")";
  }
}
