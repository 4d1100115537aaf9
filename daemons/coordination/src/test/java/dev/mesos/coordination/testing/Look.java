package dev.mesos.coordination.testing;

/**
 * A look at whether somebody believes that it leads, taken at some instant between two readings of
 * one clock. However long the looker was stopped meanwhile, the instant lies between the two.
 *
 * @param who whose belief; after a restart it is another one
 * @param before the clock before the look, in nanoseconds
 * @param after the clock after it
 * @param leads what was seen
 * @param epoch of the leadership; {@link #NO_EPOCH} where there is none, or none is known
 */
public record Look(String who, long before, long after, boolean leads, long epoch) {

  /** For what has no epochs. */
  public static final long NO_EPOCH = -1;

  /** Refuses a clock that runs backwards: the looks would prove nothing. */
  public Look {
    if (after - before < 0) {
      throw new IllegalArgumentException(
          who + ": the clock went back from " + before + " to " + after);
    }
  }
}
