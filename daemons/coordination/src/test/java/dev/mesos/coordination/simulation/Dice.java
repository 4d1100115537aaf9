package dev.mesos.coordination.simulation;

import java.util.List;
import java.util.SplittableRandom;

/** All chance of a run, from one seed. */
public final class Dice {

  private final SplittableRandom random;

  /** The same seed gives the same throws. */
  public Dice(long seed) {
    random = new SplittableRandom(seed);
  }

  /** True with the given probability. */
  public boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** A number from low to high, each as likely. */
  public long between(long low, long high) {
    return low >= high ? low : random.nextLong(low, high + 1);
  }

  /** A time whose magnitude is as random as its digits: many are short, some are long. */
  public long upTo(long high) {
    return (long) (high * Math.pow(random.nextDouble(), 4));
  }

  /** A number below the bound. */
  public int below(int bound) {
    return random.nextInt(bound);
  }

  /** One of them. */
  public <T> T pick(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
