package dev.mesos.coordination.simulation.zookeeper;

/**
 * What an ensemble is configured with.
 *
 * @param servers how many
 * @param tick tickTime, in nanoseconds
 * @param initLimit ticks that a server may take to begin to follow
 * @param syncLimit ticks after which a follower or leader that was not heard of is given up
 * @param shortest minSessionTimeout, in nanoseconds
 * @param longest maxSessionTimeout, in nanoseconds
 */
public record EnsembleSettings(
    int servers, long tick, int initLimit, int syncLimit, long shortest, long longest) {

  /** ZooKeeper's defaults for a tickTime. */
  public static EnsembleSettings of(int servers, long tick) {
    return new EnsembleSettings(servers, tick, 10, 5, 2 * tick, 20 * tick);
  }

  int quorum() {
    return servers / 2 + 1;
  }

  long clamp(long timeout) {
    return Math.min(Math.max(timeout, shortest), longest);
  }
}
