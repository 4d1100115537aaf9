package dev.mesos.coordination.simulation;

/**
 * The monotonic clock of a process: starts anywhere and runs a little too fast or too slow, as
 * quartz does. Suspending the process does not stop it.
 *
 * @param offset what it shows at the true time 0, in nanoseconds
 * @param drift how much faster it runs, in millionths
 */
public record Clock(long offset, long drift) {

  /** The true time itself. */
  public static final Clock TRUE = new Clock(0, 0);

  private static final long MILLION = 1_000_000;

  /** A clock that is off by at most the given drift, often by just that. */
  public static Clock random(Dice dice, long drift) {
    return new Clock(
        dice.between(-1_000_000_000_000L, 1_000_000_000_000L),
        dice.chance(0.5) ? dice.between(-drift, drift) : dice.chance(0.5) ? drift : -drift);
  }

  /** What it shows at a true time. */
  public long at(long time) {
    return offset + time + time / MILLION * drift + time % MILLION * drift / MILLION;
  }

  /** The first true time, to a few nanoseconds, at which it shows at least the given. */
  public long when(long shown) {
    long elapsed = shown - offset;
    long guess =
        elapsed / (MILLION + drift) * MILLION
            + elapsed % (MILLION + drift) * MILLION / (MILLION + drift);
    while (at(guess) < shown) {
      guess++;
    }
    return guess;
  }
}
